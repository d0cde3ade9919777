import { remember, remembered } from './remember.ts';

/** Whether critical alerts are heard in this browser; silent where nobody chose. */
export function hasSounds(): boolean {
  return remembered('sounds') === 'on';
}

/** Turns the sound on or off, and lets it be heard once when it is turned on. */
export function chooseSounds(on: boolean): void {
  remember('sounds', on ? 'on' : 'off');
  if (on) chime();
}

/** Two soft tones. A browser that plays nothing before it was touched stays silent. */
export function chime(): void {
  const audio = new AudioContext();
  [660, 880].forEach((frequency, at) => {
    const start = audio.currentTime + at * 0.16;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.12, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  });
  setTimeout(() => void audio.close(), 1_000);
}
