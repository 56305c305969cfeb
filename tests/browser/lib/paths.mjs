import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
export const release = process.env.SIGILLO_RELEASE ?? join(root, 'build/release')
export const programs = {
  portal: join(release, 'web/portal/sigillo-portal'),
  agent: join(release, 'agent/sigillo-agent'),
  card_provision: join(release, 'tests/virtual_card/sigillo-card-provision'),
  virtual_card: join(release, 'tests/virtual_card/sigillo-virtual-card'),
  app: join(release, 'web/app'),
  assets: join(root, 'assets')
}
