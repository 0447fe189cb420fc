import { defineConfig, type DefaultTheme } from 'vitepress'
import { more } from './more'

export default defineConfig({
  title: 'Plants',
  description: 'How plants grow.',
  lang: 'en-GB',
  base: '/course/',
  sitemap: { hostname: 'https://plants.example/course' },
  themeConfig: {
    sidebar: {
      '/guide/': { base: '/guide/', items: sidebarGuide() },
      '/more/': more,
    },
  },
})

function sidebarGuide(): DefaultTheme.SidebarItem[] {
  return [
    {
      text: 'First steps',
      items: [
        { text: 'Sowing', link: 'sowing' },
        { text: 'Watering', link: 'watering.md' },
      ],
    },
  ]
}
