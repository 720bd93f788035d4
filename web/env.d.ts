declare module '*.po' {
  export const messages: Record<string, string>;
}
declare module '*.css';
declare module 'virtual:words' {
  const words: import('./kit/preferences.ts').Words[];
  export default words;
}
