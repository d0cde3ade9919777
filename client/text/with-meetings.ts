import { addTexts } from './i18n.ts';
import { meetingsEn, meetingsZh } from './meetings.ts';

// The views of meetings import this file, so that their texts are there before they are shown.
addTexts({ zh: meetingsZh, en: meetingsEn });
