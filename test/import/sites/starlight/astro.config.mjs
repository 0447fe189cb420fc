// @ts-check
import { defineConfig } from 'astro/config'
import starlight from '@astrojs/starlight'

export default defineConfig({
  site: 'https://plants.example',
  redirects: { '/seeds': '/steps/sowing/' },
  integrations: [
    starlight({
      title: 'Plants',
      description: 'How plants grow.',
      defaultLocale: 'root',
      locales: { root: { label: 'English', lang: 'en' } },
      sidebar: [
        { label: 'First steps', items: ['steps/sowing', { label: 'Water', slug: 'steps/watering' }] },
        { label: 'More', autogenerate: { directory: 'more' } },
        { label: 'Seeds', link: 'https://seeds.example/' },
      ],
    }),
  ],
})
