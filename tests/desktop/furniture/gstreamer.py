"""A program of GStreamer's, as its command line describes it ("videotestsrc ! fakesink"), until it is ended."""

import ctypes
import sys

PLAYING = 4
END_OR_ERROR = 1 | 2

gst = ctypes.CDLL("libgstreamer-1.0.so.0")
for name in ("gst_parse_launch", "gst_element_get_bus", "gst_bus_timed_pop_filtered"):
    getattr(gst, name).restype = ctypes.c_void_p
gst.gst_init(None, None)
error = ctypes.c_void_p()
pipeline = ctypes.c_void_p(gst.gst_parse_launch(" ".join(sys.argv[1:]).encode(), ctypes.byref(error)))
if error:
    sys.exit("a part of it is not installed")
gst.gst_element_set_state(pipeline, PLAYING)
bus = ctypes.c_void_p(gst.gst_element_get_bus(pipeline))
gst.gst_bus_timed_pop_filtered(bus, ctypes.c_uint64(2**64 - 1), END_OR_ERROR)
