/** The index of all pages, in its own piece of the site: loaded when somebody searches. */
declare module '@localSearchIndex' {
  const index: Readonly<Record<string, () => Promise<{ readonly default: string }>>>;
  export default index;
}
