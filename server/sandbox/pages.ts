/** Text made safe inside HTML and its attributes. */
export function safe(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}

export type Language = 'en' | 'ar';

const STYLE = `
  :root { color-scheme: light dark; --ink: #1c1917; --soft: #57534e; --line: #d6d3d1; --paper: #fff; --back: #f5f5f4; --act: #0f5f6b; --act-ink: #fff; --bad: #b42318; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #f5f5f4; --soft: #c4bfba; --line: #57534e; --paper: #292524; --back: #1c1917; --act: #7fd3de; --act-ink: #10272b; --bad: #ffb4a9; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, 'Noto Sans Arabic', sans-serif; }
  .sandbox { margin: 0; padding: .6rem 1rem; background: #ffd166; color: #231a00; text-align: center; font-weight: 600; }
  main { max-width: 27rem; margin: 2rem auto; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
  main.wide { max-width: 72rem; overflow-x: auto; }
  h1 { margin: 0 0 .25rem; font-size: 1.25rem; } h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
  .amount { font-size: 1.75rem; font-weight: 650; margin: 0 0 1rem; } .soft { color: var(--soft); }
  label { display: block; margin: .9rem 0 .25rem; font-weight: 550; }
  input { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: .45rem; }
  input[dir=ltr] { text-align: start; } .pair { display: grid; align-items: end; grid-template-columns: 1fr 1fr; gap: .8rem; }
  button { width: 100%; margin-top: 1.25rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--act-ink); background: var(--act); border: 1px solid var(--act); border-radius: .45rem; cursor: pointer; }
  button.plain { color: var(--ink); background: transparent; border-color: var(--soft); margin-top: .75rem; }
  :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
  .problem { margin: 1rem 0; padding: .6rem .8rem; border: 1px solid var(--bad); border-radius: .45rem; color: var(--bad); font-weight: 550; }
  a { color: var(--act); } dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem .9rem; margin: 1.25rem 0 0; font-size: .9rem; }
  dt, td.code { font-family: ui-monospace, monospace; } dd { margin: 0; }
  table { width: 100%; border-collapse: collapse; font-size: .92rem; } th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: start; }
`;

type Page = { language: Language; title: string; banner: string; body: string; wide?: boolean };

/** A whole page. Every one begins with the word that tells it from the real thing. */
export function page({ language, title, banner, body, wide }: Page): string {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body><header class="sandbox">${safe(banner)}</header><main${wide ? ' class="wide"' : ''}>${body}</main></body>
</html>`;
}
