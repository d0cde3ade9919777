import i18next from 'i18next';
import { meetingsEn, meetingsZh } from './meetings.ts';

// The views of meetings import this file, so that their texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', meetingsZh, true);
i18next.addResourceBundle('en', 'translation', meetingsEn, true);
