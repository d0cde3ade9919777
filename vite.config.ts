import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * What every page needs, in one file instead of thirty small ones. The parts that bring the component kit
 * with them, and the big tables, stay with the screens that use them.
 */
const packages =
  /node_modules\/(react|react-dom|scheduler|@tanstack\/(?:react-query|query-core)|wouter|regexparam|i18next|react-i18next|use-sync-external-store)\//;
const ours = /client\/(data|text\/(format|i18n|zh)|charts\/(Bar|Curve|spending)|ui\/)/;
const withKit = /ui\/(Choice|Combo|DayField|Field|ProjectCombo|Sheet|found|table\/)/;
const onEveryPage = (id: string) => packages.test(id) || (ours.test(id) && !withKit.test(id));

/** One build, two halves: the dashboard as static files, the server as three entry points and its threads. */
export default defineConfig({
  root: 'client',
  plugins: [react()],
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
    },
  },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: '../dist/client',
        emptyOutDir: true,
        target: 'es2022',
        chunkSizeWarningLimit: 470,
        // Making a zod schema has no effects: the browser takes the arithmetic of shared and leaves zod out.
        rolldownOptions: {
          treeshake: { manualPureFunctions: ['z'] },
          output: { codeSplitting: { groups: [{ name: 'base', test: onEveryPage }] } },
        },
      },
    },
    ssr: {
      resolve: { external: true },
      build: {
        outDir: '../dist/server',
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        rollupOptions: {
          input: {
            main: 'server/main.ts',
            cli: 'server/cli.ts',
            demo: 'server/demo.ts',
            'document-thread': 'server/intake/documents/document-thread.ts',
            'table-thread': 'server/intake/tables/table-thread.ts',
            'paper-thread': 'server/reports/paper-thread.ts',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
        },
      },
    },
  },
});
