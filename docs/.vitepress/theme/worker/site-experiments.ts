const files: Record<string, string> = import.meta.glob('../../../../chapters/*/*.experiment', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The experiments of all chapters, by the name of their file. */
export const siteExperiments: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\//, '').replace(/\.experiment$/, ''), text]),
);
