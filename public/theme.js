// Runs before the first paint, so that a light page never flashes dark. A file of its own, because the page's content
// security policy forbids inline scripts. Says the same as src/console/app/preferences.ts; a test compares the two.
{
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('sluicegate.preferences') ?? '{}').state ?? {}
  } catch {
    // A store that is blocked or damaged costs the preferences, not the page.
  }
  const isLight =
    kept.theme === 'light' || (kept.theme !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches)
  root.dataset.theme = isLight ? 'light' : 'dark'
  root.dataset.density = ['compact', 'roomy'].includes(kept.density) ? kept.density : 'standard'
}
