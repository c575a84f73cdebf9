/** A list of options under a text field, one of which is active: the combobox pattern. Focus stays in the field. */
export interface Option {
  readonly label: string
  readonly kind?: string
  readonly about: string
}

export class Options<T extends Option> {
  private all: readonly T[] = []
  private active = -1

  constructor(
    private readonly field: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly take: (option: T, event: MouseEvent | KeyboardEvent) => void,
  ) {
    // The field keeps the focus.
    list.addEventListener('mousedown', (event) => event.preventDefault())
    list.addEventListener('click', (event) => {
      const at = event.target instanceof Element ? event.target.closest('[role="option"]') : null
      const option = at && this.all[[...this.list.children].indexOf(at)]
      if (option) this.take(option, event)
    })
  }

  get open(): boolean {
    return !this.list.hidden
  }

  show(all: readonly T[], active = -1): void {
    // The answer to a letter that changed nothing must not take the choice back.
    const same = all.length === this.all.length && all.every(({ label }, i) => label === this.all[i]?.label)
    this.all = all
    if (same && this.open && active < 0) return
    this.list.replaceChildren(...all.map((option, i) => this.line(option, i)))
    this.list.hidden = all.length === 0
    this.list.scrollTop = 0
    this.field.setAttribute('aria-expanded', String(all.length > 0))
    this.activate(active)
  }

  /** Whether a key was meant for the list. */
  key(event: KeyboardEvent): boolean {
    if (!this.open) return false
    const option = this.all[this.active]
    switch (event.key) {
      case 'ArrowDown':
        this.activate(this.active + 1 < this.all.length ? this.active + 1 : 0)
        return true
      case 'ArrowUp':
        this.activate(this.active > 0 ? this.active - 1 : this.all.length - 1)
        return true
      case 'Enter':
        if (option) this.take(option, event)
        return option !== undefined
      case 'Escape':
        this.show([])
        return true
      default:
        return false
    }
  }

  private activate(at: number): void {
    this.active = at
    for (const [i, line] of [...this.list.children].entries()) {
      line.setAttribute('aria-selected', String(i === at))
      if (i === at) line.scrollIntoView({ block: 'nearest' })
    }
    const id = this.list.children[at]?.id
    if (id) this.field.setAttribute('aria-activedescendant', id)
    else this.field.removeAttribute('aria-activedescendant')
  }

  private line({ label, kind, about }: T, i: number): HTMLElement {
    const line = element('li', '', '')
    line.id = `${this.list.id}-${i}`
    line.setAttribute('role', 'option')
    if (kind !== undefined) line.append(element('span', 'ok', kind))
    line.append(element('span', 'ol', label), element('span', 'oa', about))
    return line
  }
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name)
  if (className) made.className = className
  made.textContent = text
  return made
}
