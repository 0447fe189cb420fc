import type { Config } from '@docusaurus/types'
import { themes as prismThemes } from 'prism-react-renderer'

const title = 'Plants'

// Read as data: this is never run.
const config: Config = {
  title,
  tagline: 'How plants grow.',
  url: 'https://plants.example',
  baseUrl: '/course/',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    ['classic', { docs: { routeBasePath: '/guide', sidebarPath: './sidebars.ts' }, blog: false }],
  ],
  plugins: [
    ['@docusaurus/plugin-client-redirects', { redirects: [{ from: '/seeds', to: '/guide/steps/sowing' }] }],
  ],
  themeConfig: { prism: { theme: prismThemes.github } },
  onBrokenLinks: process.env.CI ? 'throw' : 'warn',
}

export default config
