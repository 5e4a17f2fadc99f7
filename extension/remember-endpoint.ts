/** The setting `teacherprint.endpoints`, which belongs to the user and never to a folder. */

import * as vscode from 'vscode';
import type { ModelView } from '../protocol/collecting.ts';
import { endpointsSetting, type EndpointSetting, readEndpoints } from '../protocol/endpoints.ts';

/** Only what the user's own settings say: a folder may not say where keys go. */
export function rememberedEndpoints(): ReturnType<typeof readEndpoints> {
  return readEndpoints(own());
}

/** Adds an address that was typed, once it was agreed to. */
export async function rememberEndpoint(
  { name, url }: EndpointSetting,
  models: readonly ModelView[],
): Promise<void> {
  const { endpoints } = rememberedEndpoints();
  if (endpoints.some((known) => known.url === url)) return;
  const known: unknown = own();
  const entries: unknown[] = Array.isArray(known) ? known : [];
  const entry = {
    name,
    url,
    models: Object.fromEntries(models.map((model) => [model.name, model.family ?? ''])),
  };
  await vscode.workspace
    .getConfiguration('teacherprint')
    .update(endpointsSetting, [...entries, entry], true);
}

function own(): unknown {
  return vscode.workspace.getConfiguration('teacherprint').inspect(endpointsSetting)?.globalValue;
}
