/** Names of emojis that pages of other programs use most. */
export const emojis: ReadonlyMap<string, string> = new Map(
  `+1 👍|-1 👎|100 💯|alarm_clock ⏰|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️|art 🎨|astonished 😲|balance_scale ⚖️|bangbang ‼️
|bar_chart 📊|beer 🍺|bell 🔔|blue_heart 💙|blush 😊|bomb 💣|book 📖|bookmark 🔖|books 📚|boom 💥|broken_heart 💔|bug 🐛|building_construction 🏗️
|bulb 💡|cake 🍰|calendar 📅|camera 📷|cat 🐱|chart_with_upwards_trend 📈|clap 👏|clipboard 📋|clock1 🕐|closed_lock_with_key 🔐|cloud ☁️|coffee ☕
|computer 💻|confetti_ball 🎊|construction 🚧|cry 😢|crystal_ball 🔮|dart 🎯|dash 💨|date 📅|dizzy 💫|dog 🐶|door 🚪|earth_africa 🌍|email 📧
|exclamation ❗|eyes 👀|fire 🔥|flashlight 🔦|floppy_disk 💾|frog 🐸|gear ⚙️|gem 💎|ghost 👻|gift 🎁|globe_with_meridians 🌐|grey_question ❔|grin 😁
|grinning 😀|hammer 🔨|hammer_and_wrench 🛠️|handshake 🤝|heart ❤️|heart_eyes 😍|heavy_check_mark ✔️|heavy_multiplication_x ✖️|hourglass ⌛|house 🏠
|hugs 🤗|hushed 😯|inbox_tray 📥|information_source ℹ️|innocent 😇|joy 😂|key 🔑|label 🏷️|laughing 😆|light_bulb 💡|link 🔗|lock 🔒|loudspeaker 📢
|mag 🔍|mag_right 🔎|mailbox 📫|man_shrugging 🤷‍♂️|medal 🏅|mega 📣|memo 📝|microscope 🔬|milky_way 🌌|money_with_wings 💸|moneybag 💰|monkey 🐒
|mortar_board 🎓|muscle 💪|musical_note 🎵|neutral_face 😐|new 🆕|no_entry ⛔|no_entry_sign 🚫|octopus 🐙|ok ✅|ok_hand 👌|open_book 📖|package 📦
|page_facing_up 📄|paperclip 📎|partying_face 🥳|pencil 📝|pencil2 ✏️|penguin 🐧|point_down 👇|point_left 👈|point_right 👉|point_up ☝️|pray 🙏
|pushpin 📌|question ❓|rainbow 🌈|raised_hands 🙌|recycle ♻️|red_circle 🔴|relaxed ☺️|robot 🤖|rocket 🚀|rofl 🤣|rotating_light 🚨|scissors ✂️|scream 😱
|scroll 📜|seedling 🌱|see_no_evil 🙈|shield 🛡️|ship 🚢|shrug 🤷|slightly_smiling_face 🙂|smile 😄|smiley 😃|smirk 😏|snake 🐍|sob 😭|sparkles ✨
|sparkling_heart 💖|speech_balloon 💬|star ⭐|star2 🌟|stop_sign 🛑|stopwatch ⏱️|sunglasses 😎|sunny ☀️|sweat_smile 😅|tada 🎉|thinking 🤔
|thought_balloon 💭|thumbsdown 👎|thumbsup 👍|tools 🛠️|toolbox 🧰|triangular_flag_on_post 🚩|trophy 🏆|turtle 🐢|unicorn 🦄|unlock 🔓|upside_down_face 🙃
|v ✌️|warning ⚠️|wastebasket 🗑️|wave 👋|whale 🐳|white_check_mark ✅|wink 😉|woman_shrugging 🤷‍♀️|world_map 🗺️|wrench 🔧|writing_hand ✍️|x ❌|yum 😋|zap ⚡|zzz 💤`
    .replaceAll('\n', '')
    .split('|')
    .map((row): [string, string] => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]),
)
