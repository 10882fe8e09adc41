/** The terminal's colours are the page's. */
export function terminalColours(): object {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    background: colour('--sheet'),
    foreground: colour('--ink'),
    cursor: colour('--accent'),
    cursorAccent: colour('--sheet'),
    selectionBackground: colour('--accent'),
    selectionForeground: colour('--on-accent'),
    red: colour('--wrong'),
    green: colour('--accent-deep'),
    brightBlack: colour('--ink-faint'),
    overviewRulerBorder: colour('--sheet'),
    scrollbarSliderBackground: colour('--rule'),
    scrollbarSliderHoverBackground: colour('--ink-faint'),
    scrollbarSliderActiveBackground: colour('--ink-faint'),
  };
}
