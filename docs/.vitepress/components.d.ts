/** Components are compiled by Vite; for TypeScript alone each is just a component. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
