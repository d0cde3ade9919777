import { addTexts } from './i18n.ts';
import { tourEn, tourZh } from './tour.ts';

// The tour imports this file, so that its texts are there before they are shown.
addTexts({ zh: tourZh, en: tourEn });
