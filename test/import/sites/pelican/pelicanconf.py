import os

AUTHOR = 'Ada Gardener'
SITENAME = 'Plants'
SITEURL = os.environ.get('URL', '')
PATH = 'content'
DEFAULT_LANG = 'en'
PLUGINS = ['academicmarkdown', 'render_math']
PAGE_URL = '{slug}/'
PAGE_SAVE_AS = '{slug}/index.html'
