import { failure } from './request.ts';

/** Fetches a file in the language of the screen and hands it to the browser to keep, by the name the server gives it. */
export async function download(path: string): Promise<void> {
  const headers = { 'accept-language': document.documentElement.lang };
  const response = await fetch(`/api/v1/${path}`, { headers }).catch(() => undefined);
  if (!response?.ok) throw await failure(response);
  keep(await response.blob(), nameIn(response.headers.get('content-disposition')) ?? 'download');
}

/** Hands the browser a file to keep, by a name that a file may have. */
export function keep(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, '_');
  link.click();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}
