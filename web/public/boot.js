// Runs before the first paint: language, direction and theme, so that nothing flashes or turns around.
(() => {
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is switched off: the browser's own preferences hold.
    }
  };
  const language = stored('caravan.language') ?? (navigator.language.startsWith('ar') ? 'ar' : 'en');
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  const theme = stored('caravan.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (language !== 'ar') return;
  for (const link of document.querySelectorAll('link[rel="x-preload-ar"]')) link.rel = 'preload';
})();
