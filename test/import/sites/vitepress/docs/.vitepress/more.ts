export const more = [{ text: 'Light', link: '/more/' }]
