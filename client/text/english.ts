import { en } from './en.ts';
import { wallEn } from './wall-en.ts';

/** What the base holds in Chinese, in English; loaded only where it is chosen. */
export const english = { ...en, ...wallEn };
