import { remember, remembered } from './remember.ts';

/** Light, dark, or as the system has it. */
export type Theme = 'auto' | 'light' | 'dark';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the chosen theme on the page and follows the system while it is `auto`. */
export function startTheme(): void {
  apply();
  dark().addEventListener('change', apply);
}

/** The theme chosen last; `auto` where none was. */
export function chosenTheme(): Theme {
  const theme = remembered('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** Puts a theme on the page and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  apply();
}

/** Wears one theme while something is shown, whatever was chosen; answers how to take it off. */
export function wearTheme(theme: 'light' | 'dark'): () => void {
  worn = theme;
  apply();
  return () => {
    worn = undefined;
    apply();
  };
}

let worn: 'light' | 'dark' | undefined;

function apply() {
  const theme = worn ?? chosenTheme();
  const shown = theme === 'auto' ? (dark().matches ? 'dark' : 'light') : theme;
  document.documentElement.dataset.theme = shown;
}
