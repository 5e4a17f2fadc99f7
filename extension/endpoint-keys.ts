/** Keys of endpoints, in VS Code's secret storage and nowhere else. A key belongs to an address, whatever it is called. */

import * as vscode from 'vscode';

/** Addresses that have a key: the storage itself cannot be listed. */
const knownAddresses = 'endpoints-with-keys';

export class EndpointKeys {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;

  constructor({ secrets, globalState }: vscode.ExtensionContext) {
    this.#secrets = secrets;
    this.#state = globalState;
  }

  get addresses(): readonly string[] {
    return this.#state.get<string[]>(knownAddresses, []);
  }

  of(address: string): Thenable<string | undefined> {
    return this.#secrets.get(address);
  }

  async keep(address: string, key: string): Promise<void> {
    await this.#state.update(knownAddresses, [...new Set([...this.addresses, address])].sort());
    await this.#secrets.store(address, key);
  }

  async forget(address: string): Promise<void> {
    await this.#secrets.delete(address);
    await this.#state.update(
      knownAddresses,
      this.addresses.filter((known) => known !== address),
    );
  }
}

/** *Forget Endpoint Key*. */
export async function forgetKey(keys: EndpointKeys): Promise<void> {
  const { addresses } = keys;
  if (addresses.length === 0) {
    void vscode.window.showInformationMessage('No key of an endpoint is kept.');
    return;
  }
  const title = 'Whose key is to be forgotten?';
  const address = await vscode.window.showQuickPick(addresses, { title });
  if (address === undefined) return;
  await keys.forget(address);
  void vscode.window.showInformationMessage(`The key of ${address} is forgotten.`);
}
