import type { Catalog } from '../catalog/build.js'
import { eventReport } from '../catalog/event-report.js'
import { providersOf } from '../catalog/event-survey.js'
import { eventHref, providerHref } from './event-address.js'
import { eventsIndex, providerPage } from './event-index.js'
import { eventPage } from './event-page.js'
import type { SitePage } from './rules-index.js'

/** `events/`: every provider; below it a page for each provider, and for each event that some rule covers. */
export function* eventPages(catalog: Catalog): Generator<SitePage> {
  const providers = providersOf(catalog.entries)
  yield { path: 'events/index.html', content: eventsIndex(providers) }
  for (const provider of providers) {
    yield { path: `${providerHref(provider.key)}index.html`, content: providerPage(provider) }
    for (const coverage of provider.events)
      yield {
        path: `${eventHref(coverage.event.key)}index.html`,
        content: eventPage(eventReport(catalog, coverage), provider, (field) => catalog.fieldPlace(field)?.href),
      }
  }
}
