import type { Input } from '../../match-protocol.js'

/** Files of folders that are dropped; what is beyond that is left out. */
const mostFiles = 2000

/** Calls `given` with files that are dropped anywhere on the page. `target` is shown as the place for it meanwhile. */
export function takeDrops(target: Element, given: (inputs: readonly Input[]) => void): void {
  let depth = 0
  const hot = (): void => {
    target.classList.toggle('hot', depth > 0)
  }
  addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return
    depth++
    hot()
  })
  addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return
    depth--
    hot()
  })
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault()
  })
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    hot()
    const items = [...(event.dataTransfer?.items ?? [])]
    const entries = items.flatMap((item) => item.webkitGetAsEntry() ?? [])
    const files = [...(event.dataTransfer?.files ?? [])]
    void filesOf(entries).then((found) => given(found.length > 0 ? found : files.map(inputOf)))
  })
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

export const inputOf = (file: File): Input => ({ name: file.name, blob: file })

/** Folders opened, in the order of their names. What cannot be opened is left out. */
async function filesOf(entries: readonly FileSystemEntry[]): Promise<readonly Input[]> {
  const found: Input[] = []
  const left = [...entries].reverse()
  for (let entry = left.pop(); entry && found.length < mostFiles; entry = left.pop()) {
    if (isFile(entry)) {
      const file = await fileOf(entry)
      if (file) found.push({ name: entry.fullPath.replace(/^\//, ''), blob: file })
    } else if (isFolder(entry)) left.push(...(await entriesOf(entry)).toReversed())
  }
  return found
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File | undefined> =>
  new Promise((done) => entry.file(done, () => done(undefined)))

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  // It gives a hundred at a time.
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])))
    if (some.length === 0) break
    all.push(...some)
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}
