import type { Theme } from 'vitepress';
import CommandSections from './CommandSections.vue';
import CommandTable from './CommandTable.vue';
import Run from './lesson/Run.vue';
import Layout from './Layout.vue';
import { offerReplay } from './replay.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/buttons.css';
import './styles/prose.css';
import '@xterm/xterm/css/xterm.css';

export default {
  Layout,
  enhanceApp({ app }) {
    if (!import.meta.env.SSR) offerReplay();
    app.component('CommandSections', CommandSections);
    app.component('CommandTable', CommandTable);
    app.component('Run', Run);
  },
} satisfies Theme;
