import type { Theme } from 'vitepress';
import CommandTable from './CommandTable.vue';
import Layout from './Layout.vue';
import './styles/tokens.css';
import './styles/base.css';
import './styles/buttons.css';
import './styles/prose.css';

export default {
  Layout,
  enhanceApp({ app }) {
    app.component('CommandTable', CommandTable);
  },
} satisfies Theme;
