import { type Texts, zh } from './zh.ts';
export const en: Texts = zh;
