import { readXlsx } from 'hucre';
import type { TestClient } from './app.ts';

/** The cells of a workbook that the API hands out, row by row. */
export async function openWorkbook({ address, credentials }: TestClient, path: string): Promise<unknown[][]> {
  const response = await fetch(`${address}/api/v1${path}`, { headers: credentials });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await rowsOfWorkbook(new Uint8Array(await response.arrayBuffer()));
}

/** The cells of a workbook's first sheet, row by row. */
export async function rowsOfWorkbook(bytes: Uint8Array): Promise<unknown[][]> {
  const { sheets } = await readXlsx(bytes);
  return sheets[0]?.rows ?? [];
}
