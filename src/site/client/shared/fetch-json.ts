/** What a file of the site holds. Rejects when it cannot be had, as what the server says. */
export async function fetchJson<T>(address: string | URL): Promise<T> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  return response.json()
}
