"""pystray for StatusNotifierItem: a tray icon on D-Bus, with its menu as com.canonical.dbusmenu, and no GTK.

Panels that show such icons: Plasma, Xfce, LXQt, MATE, Cinnamon, Budgie, waybar, swaybar, GNOME with its AppIndicator
extension. `icon.Icon` is a subclass of pystray's own base class and takes the same menu; of this program it uses the
connection to the bus and nothing else.
"""
