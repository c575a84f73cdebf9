#!/usr/bin/env node
import { main } from './main.js'

// Whoever reads our output may stop before its end, as `head` does. That is no fault, and there is no one left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await main(process.argv.slice(2))
