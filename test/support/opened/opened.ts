import type { Page } from 'playwright-core';
import type { Say } from '../say.ts';

/** Something that a person can open, or a state that a screen can fall into, and how to get there. */
export interface Opened {
  name: string;
  /** The page it is on; `{project}` and the like are filled in from the sample. */
  path: string;
  /**
   * A modal takes the focus, keeps Tab inside, closes on Escape and gives the focus back; so does a menu, which one
   * goes through with arrows; a panel beside a slide lets Tab go on. A part opens in the page itself.
   */
  kind: 'modal' | 'menu' | 'panel' | 'part';
  open: (page: Page, say: Say) => Promise<void>;
  /** Undoes what would still be there on the next page. */
  leave?: (page: Page) => Promise<void>;
  /** What a file says on it, also where a text of the other language happens to say the same. */
  said?: readonly string[];
}
