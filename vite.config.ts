import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/** What runs first: the table of screens with the questions they begin with, and the cache that asks them. */
const first =
  /vite\/(preload-helper|modulepreload-polyfill)|rolldown\/runtime|@tanstack\/query-core|@tanstack\/react-query\/build\/modern\/(queryOptions|infiniteQueryOptions)|client\/(first|address|begin|screens|data\/(attended|cache|questions|request|tables|wall-link)|text\/language|ui\/(remember|theme)|views\/(alerts\/inbox|meetings\/actions|rectification\/asked|wall\/questions))\./;

/**
 * What every page needs, in one file instead of thirty small ones. The parts that bring the component kit
 * with them, and the big tables, stay with the screens that use them.
 */
const packages =
  /node_modules\/(clsx|react|react-dom|scheduler|@tanstack\/(?:react-query|query-core)|wouter|regexparam|i18next|react-i18next|use-sync-external-store)\//;
const ours =
  /client\/(main|App|Product|Shown|data|shell|text\/(format|i18n|zh)|charts\/(Bar|Curve|spending)|ui\/)/;
const withKit =
  /ui\/(Choice|Combo|DayField|Field|OneOf|ProjectCombo|Sheet|found|table\/)|shell\/(Tour\.|UserMenu|YearChoice)/;
/** The component kit: what many screens share of it comes in one file. */
const kit = /node_modules\/(react-aria|react-aria-components|react-stately|@react-\w+|@internationalized)\//;
const onEveryPage = (id: string) => packages.test(id) || (ours.test(id) && !withKit.test(id));

/** The page names what its first script will import, so that nothing waits for that script to say it. */
const nameAhead: Plugin = {
  name: 'name-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const needed = new Set<Rolldown.OutputChunk>();
      const need = (chunk: Rolldown.OutputChunk | undefined) => {
        if (!chunk || needed.has(chunk)) return;
        needed.add(chunk);
        for (const name of chunk.imports) need(chunks.find(({ fileName }) => fileName === name));
      };
      need(chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/client/main.tsx'))));
      const named = (file: string, attrs: Record<string, string>) =>
        html.includes(file)
          ? []
          : [
              {
                tag: 'link',
                injectTo: 'head' as const,
                attrs: { ...attrs, crossorigin: '', href: `/${file}` },
              },
            ];
      return [...needed].flatMap(({ fileName, viteMetadata }) => [
        // Fetched only: a `modulepreload` would also compile it, before the first script has asked anything.
        ...named(fileName, { rel: 'preload', as: 'script' }),
        ...[...(viteMetadata?.importedCss ?? [])].flatMap((file) => named(file, { rel: 'stylesheet' })),
      ]);
    },
  },
};

/** One build, two halves: the dashboard as static files, the server as three entry points and its threads. */
export default defineConfig({
  root: 'client',
  plugins: [react(), nameAhead],
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
        chunkSizeWarningLimit: 390,
        // Making a zod schema has no effects: the browser takes the arithmetic of shared and leaves zod out.
        rolldownOptions: {
          treeshake: { manualPureFunctions: ['z'] },
          output: {
            codeSplitting: {
              groups: [
                { name: 'first', test: first, priority: 1 },
                { name: 'base', test: onEveryPage },
                { name: 'kit', test: kit, minShareCount: 8 },
              ],
            },
          },
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
