/** Made by typescript-for-pages.ts. */
declare module 'virtual:typescript' {
  import ts from 'typescript';
  export { ts };
}

declare module 'virtual:typescript-libraries' {
  export const libraries: Readonly<Record<string, string>>;
}
