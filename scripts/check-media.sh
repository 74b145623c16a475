#!/usr/bin/env bash
# Makes media files in as many ways as the installed tools know, and compares what bursar says of
# each with ffprobe and with decoding it: no video may be taken for shorter than it is, or for none,
# and nothing else for a video.
#
#   scripts/check-media.sh BINARY [FOLDER]
#
# Needs ffmpeg and ffprobe; uses mkvmerge, gst-launch-1.0 and mencoder where they are. FOLDER keeps
# the files. Ends with 1 where a file is wrongly taken.
set -uo pipefail

binary=$(readlink -f "${1:?usage: scripts/check-media.sh BINARY [FOLDER]}")
folder=${2:-$(mktemp -d)}
mkdir -p "$folder/videos" "$folder/others"
folder=$(readlink -f "$folder")
[ $# -ge 2 ] || trap 'rm -rf "$folder"' EXIT
for tool in ffmpeg ffprobe; do
    command -v $tool > /dev/null || { echo "$tool is not installed" >&2; exit 1; }
done

# Nothing of the person's own set-up is read or written.
export HOME=$folder BURSAR_LEDGER=$folder/ledger.sqlite
unset BURSAR_CONFIG XDG_CONFIG_HOME XDG_DATA_HOME

skipped=()
# make FILE COMMAND…: a file that this machine cannot make is left out, and named at the end.
make() {
    local file=$1
    shift
    [ -s "$file" ] && return 0
    "$@" > "$folder/log" 2>&1 < /dev/null || true
    [ -s "$file" ] || { rm -f "$file"; skipped+=("${file##*/}"); }
}
quiet() { ffmpeg -v error -nostdin -y "$@"; }
# film SECONDS: input options of a moving picture.
film() { echo "-f lavfi -i testsrc2=size=64x48:rate=25:duration=$1"; }
tone() { echo "-f lavfi -i sine=frequency=440:sample_rate=48000:duration=$1"; }
x264='-c:v libx264 -preset ultrafast -pix_fmt yuv420p'
v() { make "$folder/videos/$1" quiet "${@:2}" "$folder/videos/$1"; }
o() { make "$folder/others/$1" quiet "${@:2}" "$folder/others/$1"; }
pipe() { make "$folder/videos/$1" bash -c "ffmpeg -v error -nostdin ${*:2} - | cat > '$folder/videos/$1'"; }

# MP4 and its relatives, whole.
v plain.mp4 $(film 12) $x264
v plain_aac.mp4 $(film 12) $(tone 12) $x264 -c:a aac
v faststart.mp4 $(film 7.96) $(tone 7.96) $x264 -c:a aac -movflags +faststart
v bframes.mp4 $(film 8.04) -c:v libx264 -bf 3 -pix_fmt yuv420p
v negative_cts.mp4 $(film 8.04) -c:v libx264 -bf 3 -pix_fmt yuv420p -movflags +negative_cts_offsets
v mpeg4.mp4 $(film 8.2) -c:v mpeg4
v h265.mp4 $(film 6.12) -c:v libx265 -preset ultrafast -x265-params log-level=none
v av1.mp4 $(film 3.04) -c:v libaom-av1 -cpu-used 8
v vp9.mp4 $(film 4.04) -c:v libvpx-vp9 -deadline realtime
v mjpeg.mp4 $(film 4.2) -c:v mjpeg -pix_fmt yuvj420p
v timescale90k.mp4 $(film 9.96) $x264 -video_track_timescale 90000
v moviescale.mp4 $(film 9.96) $x264 -movie_timescale 90000
v vfr.mp4 $(film 10) -vf "setpts='if(lt(N,60),N/25/TB,(N+N-60)/25/TB)'" -fps_mode vfr $x264
v onefps.mp4 -f lavfi -i testsrc2=size=64x48:rate=1:duration=12 $x264
v ntsc.mp4 -f lavfi -i testsrc2=size=64x48:rate=30000/1001:duration=10.01 $x264
v fps120.mp4 -f lavfi -i testsrc2=size=64x48:rate=120:duration=3.1 $x264
v longer_sound.mp4 $(film 4) $(tone 9.3) $x264 -c:a aac
v shorter_sound.mp4 $(film 9.3) $(tone 4) $x264 -c:a aac
v late_sound.mp4 $(film 6) -itsoffset 3 $(tone 6) $x264 -c:a aac
v late_picture.mp4 -itsoffset 3 $(film 6) $(tone 6) $x264 -c:a aac
v offset.mp4 $(film 6) $x264 -output_ts_offset 5
v rtphint.mp4 $(film 6) $x264 -movflags +rtphint
v title.mp4 $(film 6) $x264 -metadata title=Dance -movflags use_metadata_tags
v m4v.m4v $(film 6.08) $x264
v psp.mp4 $(film 6.08) $(tone 6.08) $x264 -c:a aac -ar 48000 -f psp
v phone.3gp -f lavfi -i testsrc2=size=176x144:rate=25:duration=6.04 -c:v h263
v phone.3g2 -f lavfi -i testsrc2=size=176x144:rate=25:duration=6.04 -c:v h263
v flash.f4v $(film 6.04) $x264
v h264.mov $(film 9.44) $(tone 9.44) $x264 -c:a aac
v pcm.mov $(film 9.44) $(tone 9.44) $x264 -c:a pcm_s16le
v prores.mov $(film 2.2) -c:v prores_ks
v mjpeg.mov $(film 4.2) -c:v mjpeg -pix_fmt yuvj420p
v qtrle.mov $(film 2.2) -c:v qtrle
v timecode.mov $(film 5.2) $x264 -timecode 10:00:00:00
v subtitles.mp4 $(film 6) -f lavfi -i "anullsrc=d=6" $x264 -c:a aac
make "$folder/videos/trimmed.mp4" quiet -ss 5.3 -i "$folder/videos/plain_aac.mp4" -t 3 -c copy "$folder/videos/trimmed.mp4"
make "$folder/videos/trimmed_end.mp4" quiet -i "$folder/videos/plain_aac.mp4" -t 3.3 -c copy "$folder/videos/trimmed_end.mp4"
make "$folder/videos/looped.mp4" quiet -stream_loop 1 -i "$folder/videos/mpeg4.mp4" -c copy "$folder/videos/looped.mp4"

# In fragments.
f='-movflags'
v frag_keyframe.mp4 $(film 12) $x264 -g 25 $f frag_keyframe
v frag_empty.mp4 $(film 12) $x264 -g 25 $f frag_keyframe+empty_moov
v frag_empty_aac.mp4 $(film 12) $(tone 12) $x264 -g 25 -c:a aac $f frag_keyframe+empty_moov
v frag_base.mp4 $(film 12) $x264 -g 25 $f frag_keyframe+empty_moov+default_base_moof
v frag_frames.mp4 $(film 5.04) $x264 $f frag_every_frame+empty_moov
v frag_second.mp4 $(film 7.6) $x264 -frag_duration 1000000
v frag_separate.mp4 $(film 7.6) $(tone 7.6) $x264 -g 25 -c:a aac $f frag_keyframe+separate_moof+empty_moov
v frag_delay.mp4 $(film 7.6) $(tone 7.6) $x264 -g 25 -c:a aac -bf 2 $f frag_keyframe+delay_moov
v frag_dash.mp4 $(film 7.6) $x264 -g 25 $f dash+frag_keyframe+empty_moov
v frag_cmaf.mp4 $(film 7.6) $x264 -g 25 $f cmaf+frag_keyframe+empty_moov
v frag_index.mp4 $(film 7.6) $x264 -g 25 $f dash+global_sidx+frag_keyframe+empty_moov
v frag_omit.mp4 $(film 7.6) $x264 -g 25 $f frag_keyframe+empty_moov+omit_tfhd_offset
v frag_vfr.mp4 $(film 10) -vf "setpts='if(lt(N,60),N/25/TB,(N+N-60)/25/TB)'" -fps_mode vfr $x264 -g 25 $f frag_keyframe+empty_moov
v frag_offset.mp4 $(film 6) $x264 -g 25 $f frag_keyframe+empty_moov -output_ts_offset 5
v frag_broadcast.mp4 $(film 6) $x264 -g 25 $f frag_keyframe+empty_moov+dash -output_ts_offset 50000
v frag_bframes.mov $(film 7.6) -c:v libx264 -bf 3 -g 25 -pix_fmt yuv420p $f frag_keyframe+empty_moov
v smooth.ismv $(film 7.6) $x264 -g 25 -f ismv
pipe piped.mp4 $(film 7.6) $x264 -g 25 -movflags frag_keyframe+empty_moov -f mp4
pieces() {
    local work=$folder/pieces
    rm -rf "$work"; mkdir -p "$work"
    (cd "$work" && quiet $(film 9.2) $x264 -g 25 -f hls -hls_segment_type fmp4 -hls_time 2 -hls_playlist_type vod list.m3u8 \
        && cat init.mp4 $(ls list*.m4s | sort -V) > "$folder/videos/hls.mp4" \
        && cat init.mp4 list2.m4s list3.m4s > "$folder/videos/hls_middle.mp4" \
        && cp list1.m4s "$folder/others/piece.m4s")
    (cd "$work" && quiet $(film 9.2) $x264 -g 25 -f dash -seg_duration 2 list.mpd \
        && cat init-stream0.m4s $(ls chunk-stream0-*.m4s | sort -V) > "$folder/videos/dash.mp4")
}
make "$folder/videos/hls.mp4" pieces

# Cut off, with something before or behind.
cut_to() { head -c $(($(stat -c %s "$1") * $3 / 100)) "$1" > "$2"; }
make "$folder/videos/cut_faststart.mp4" cut_to "$folder/videos/faststart.mp4" "$folder/videos/cut_faststart.mp4" 70
make "$folder/videos/cut_fragments.mp4" cut_to "$folder/videos/frag_empty.mp4" "$folder/videos/cut_fragments.mp4" 60
make "$folder/others/cut_plain.mp4" cut_to "$folder/videos/plain.mp4" "$folder/others/cut_plain.mp4" 60
head_of() { head -c "$3" "$1" > "$2"; }
make "$folder/others/cut_head.mp4" head_of "$folder/videos/plain.mp4" "$folder/others/cut_head.mp4" 40
box() { printf '\0\0\0\40%s%s' "$1" 0123456789abcdef01234567; }
before() { { for kind in $1; do box "$kind"; done; cat "$2"; } > "$3"; }
make "$folder/videos/uuid_first.mp4" before uuid "$folder/videos/faststart.mp4" "$folder/videos/uuid_first.mp4"
make "$folder/videos/skip_first.mp4" before "skip free" "$folder/videos/frag_empty.mp4" "$folder/videos/skip_first.mp4"
make "$folder/videos/pnot_first.mov" before "pnot PICT wide" "$folder/videos/frag_empty.mp4" "$folder/videos/pnot_first.mov"
append() { { cat "$1"; printf 'some words at the end, no box\n'; } > "$2"; }
make "$folder/videos/words_behind.mp4" append "$folder/videos/plain.mp4" "$folder/videos/words_behind.mp4"

# Matroska and WebM.
v vp8.webm $(film 8) -c:v libvpx -deadline realtime
v vp8_opus.webm $(film 8.04) $(tone 8.04) -c:v libvpx -deadline realtime -c:a libopus
v vp9.webm $(film 8.04) -c:v libvpx-vp9 -deadline realtime
v av1.webm $(film 3.04) -c:v libaom-av1 -cpu-used 8
v live.webm $(film 8.04) -c:v libvpx -deadline realtime -live 1 -f webm
v h264.mkv $(film 12.04) $(tone 12.04) $x264 -c:a aac
v ffv1.mkv $(film 4.04) -c:v ffv1
v bframes.mkv $(film 8.04) -c:v libx264 -bf 3 -pix_fmt yuv420p
v vfr.mkv $(film 10) -vf "setpts='if(lt(N,60),N/25/TB,(N+N-60)/25/TB)'" -fps_mode vfr $x264
v offset.mkv $(film 6) $x264 -output_ts_offset 5
v clusters.mkv $(film 8.04) $x264 -cluster_time_limit 500
v onefps.webm -f lavfi -i testsrc2=size=64x48:rate=1:duration=12 -c:v libvpx -deadline realtime
pipe piped.webm $(film 8.04) $(tone 8.04) -c:v libvpx -deadline realtime -c:a libopus -f webm
pipe piped.mkv $(film 8.04) $x264 -f matroska
make "$folder/videos/cut.webm" cut_to "$folder/videos/vp8.webm" "$folder/videos/cut.webm" 60
make "$folder/videos/cut_piped.mkv" cut_to "$folder/videos/piped.mkv" "$folder/videos/cut_piped.mkv" 60
if command -v mkvmerge > /dev/null; then
    make "$folder/videos/merged.mkv" mkvmerge -q -o "$folder/videos/merged.mkv" "$folder/videos/plain_aac.mp4"
    make "$folder/videos/merged.webm" mkvmerge -q -w -o "$folder/videos/merged.webm" "$folder/videos/vp8_opus.webm"
    make "$folder/videos/appended.mkv" mkvmerge -q -o "$folder/videos/appended.mkv" "$folder/videos/h264.mkv" + "$folder/videos/h264.mkv"
    make "$folder/videos/split.mkv" mkvmerge -q --split parts:00:00:03-00:00:08 -o "$folder/videos/split.mkv" "$folder/videos/h264.mkv"
fi
gst() { gst-launch-1.0 -q videotestsrc num-buffers=$1 ! video/x-raw,width=64,height=48,framerate=25/1 ! ${*:3} ! filesink location="$2"; }
if command -v gst-launch-1.0 > /dev/null; then
    make "$folder/videos/gst.mp4" gst 201 "$folder/videos/gst.mp4" x264enc speed-preset=1 ! mp4mux
    make "$folder/videos/gst_frag.mp4" gst 201 "$folder/videos/gst_frag.mp4" x264enc speed-preset=1 key-int-max=25 ! mp4mux fragment-duration=1000
    make "$folder/videos/gst_stream.mp4" gst 201 "$folder/videos/gst_stream.mp4" x264enc speed-preset=1 key-int-max=25 ! mp4mux fragment-duration=1000 streamable=true
    make "$folder/videos/gst.mov" gst 201 "$folder/videos/gst.mov" jpegenc ! qtmux
    make "$folder/videos/gst.webm" gst 201 "$folder/videos/gst.webm" vp8enc deadline=1 ! webmmux
    make "$folder/videos/gst_live.webm" gst 201 "$folder/videos/gst_live.webm" vp8enc deadline=1 ! webmmux streamable=true
    make "$folder/videos/gst.mkv" gst 201 "$folder/videos/gst.mkv" x264enc speed-preset=1 ! matroskamux
    make "$folder/videos/gst.avi" gst 201 "$folder/videos/gst.avi" jpegenc ! avimux
fi

joined() { cat "$1" "$1" > "$2"; }
for name in live.webm h264.mkv frag_empty.mp4 plain.mp4; do
    make "$folder/videos/joined_$name" joined "$folder/videos/$name" "$folder/videos/joined_$name"
done

# Of other kinds.
v mpeg4.avi $(film 8.04) $(tone 8.04) -c:v mpeg4 -c:a mp3
v mjpeg.avi $(film 8.04) -c:v mjpeg -pix_fmt yuvj420p
pipe piped.avi $(film 8.04) -c:v mpeg4 -f avi
make "$folder/videos/joined.avi" joined "$folder/videos/mjpeg.avi" "$folder/videos/joined.avi"
command -v mencoder > /dev/null && make "$folder/videos/mencoder.avi" mencoder "$folder/videos/mpeg4.mp4" -nosound -ovc copy -o "$folder/videos/mencoder.avi"
v flash.flv $(film 8.04) $(tone 8.04) -c:v flv -c:a mp3 -ar 44100
v h264.flv $(film 8.04) $x264
v broadcast.ts $(film 8.04) $(tone 8.04) $x264 -c:a aac
v mpeg2.ts $(film 8.04) -c:v mpeg2video
v camera.m2ts $(film 8.04) $x264
v mpeg1.mpg $(film 8.04) -c:v mpeg1video
v dvd.vob $(film 8.04) $(tone 8.04) -c:v mpeg2video -c:a mp2 -f vob
v theora.ogv $(film 8.04) -c:v libtheora
v windows.wmv $(film 8.04) $(tone 8.04) -c:v wmv2 -c:a wmav2
v exchange.mxf $(film 8.04) -c:v mpeg2video
v frames.ivf $(film 8.04) -c:v libvpx -deadline realtime
v container.nut $(film 8.04) -c:v mpeg4
v camera.dv $(film 1.04) -s 720x576 -c:v dvvideo -pix_fmt yuv420p
v station.gxf $(film 1.04) -s 720x576 -c:v mpeg2video
v real.rm $(film 4.04) -c:v rv10
v raw.hevc $(film 4.04) -c:v libx265 -preset ultrafast -x265-params log-level=none
v raw.h264 $(film 8.04) $x264
v raw.m2v $(film 8.04) -c:v mpeg2video
v raw.y4m $(film 1.04)

# No videos.
o sound.m4a $(tone 5) -c:a aac
o sound.mp4 $(tone 5) -c:a aac
o sound_frag.mp4 $(tone 5) -c:a aac $f frag_keyframe+empty_moov
o sound.mov $(tone 5) -c:a pcm_s16le
o sound.mp3 $(tone 5) -c:a mp3
o sound.wav $(tone 5)
o sound.ogg $(tone 5) -c:a libvorbis
o sound.opus $(tone 5) -c:a libopus
o sound.flac $(tone 5)
o sound.aac $(tone 5) -c:a aac
o sound.mka $(tone 5) -c:a aac
o sound.weba $(tone 5) -c:a libopus -f webm
o sound.wma $(tone 5) -c:a wmav2
o sound.avi $(tone 5) -c:a mp3
o sound.flv $(tone 5) -c:a mp3 -ar 44100
o sound.ts $(tone 5) -c:a aac
o sound.nut $(tone 5) -c:a mp3
o sound.caf $(tone 5)
for kind in png jpg gif bmp tiff webp avif; do o "still.$kind" $(film 0.04) -frames:v 1; done
o moving.gif $(film 1)
o moving.avif $(film 1) -c:v libaom-av1 -cpu-used 8
o moving.webp $(film 1)
make "$folder/others/covered.mp3" quiet -i "$folder/others/sound.mp3" -i "$folder/others/still.jpg" -map 0 -map 1 -c copy -id3v2_version 3 "$folder/others/covered.mp3"
make "$folder/others/covered.m4a" quiet -i "$folder/others/sound.m4a" -i "$folder/others/still.jpg" -map 0 -map 1 -c copy -disposition:v:0 attached_pic "$folder/others/covered.m4a"
make "$folder/others/cut_head.mkv" head_of "$folder/videos/h264.mkv" "$folder/others/cut_head.mkv" 200
words() { printf '1\n00:00:00,000 --> 00:00:02,000\nhello\n' > "$folder/others/words.srt"; }
make "$folder/others/words.srt" words
o words.mp4 -i "$folder/others/words.srt" -c:s mov_text
o words.mks -i "$folder/others/words.srt" -c:s srt -f matroska
heic() { { printf '\0\0\0\30ftypheic\0\0\0\0mif1heic\0\0\0\14meta\0\0\0\0'; head -c 4000 /dev/urandom; } > "$folder/others/photo.heic"; }
make "$folder/others/photo.heic" heic
make "$folder/others/archive.zip" bash -c "printf 'PK\3\4\24\0\0\0\0\0hello' > '$folder/others/archive.zip'"
make "$folder/others/page.pdf" bash -c "printf '%%PDF-1.7\n%%hello\n' > '$folder/others/page.pdf'"

wrong=0 below=0 refused=0 taken=0 videos=0 others=0 above=0
printf '%-22s %9s %9s %7s  %s\n' FILE FFPROBE DECODED BURSAR NOTE
for file in "$folder"/videos/*; do
    videos=$((videos + 1))
    probed=$(ffprobe -v quiet -show_entries format=duration -of csv=p=0 "$file" | head -1)
    # From the first picture to the end of the last one, of one file after the other.
    decoded=$(ffprobe -v quiet -select_streams v:0 -show_entries frame=best_effort_timestamp_time,pkt_duration_time -of csv=p=0 "$file" |
        awk -F, '$1 != "N/A" && $1 != "" {
                t = $1 + 0
                if (n++ && t < high - 1) { sum += high - low + last; n = 1 }
                if (n == 1) { low = high = t; gap = 0 } else if (t > high) { gap = t - high; high = t }
                last = ($2 == "N/A" || $2 == "") ? gap : $2 + 0
            }
            END { printf "%.3f", n ? sum + high - low + last : 0 }')
    # Of a stream without a header ffprobe guesses.
    awk -v p="${probed/N\/A/0}" -v d="$decoded" 'BEGIN { exit !(d > 0 && p > 10 * d) }' && probed=N/A
    said=$("$binary" submit --image https://example.com/a.png --video "$file" --dry-run --json 2> "$folder/said")
    seconds=$(sed -n 's/.*"seconds": *\([0-9]*\).*/\1/p' <<< "$said" | head -1)
    source=$(sed -n 's/.*"seconds_source": *"\([a-z]*\)".*/\1/p' <<< "$said" | head -1)
    note=$source
    if [ -z "$seconds" ]; then
        refused=$((refused + 1)); note="TAKEN FOR NONE: $(tail -1 "$folder/said")"
    elif awk -v s="$seconds" -v p="${probed/N\/A/0}" -v d="$decoded" 'BEGIN { exit !(s < p - 0.001 || s < d - 0.001) }'; then
        below=$((below + 1)); note="BELOW ($source)"
    elif [ "$source" = reference ] && awk -v s="$seconds" -v p="${probed/N\/A/0}" -v d="$decoded" 'BEGIN { m = p > d ? p : d; exit !(s > m + 1.05) }'; then
        above=$((above + 1)); note="above"
    fi
    printf '%-22s %9.3f %9.3f %7s  %s\n' "${file##*/}" "${probed/N\/A/0}" "$decoded" "${seconds:--}" "$note"
done
for file in "$folder"/others/*; do
    others=$((others + 1))
    "$binary" submit --image https://example.com/a.png --video "$file" --dry-run --json > /dev/null 2> "$folder/said"
    if [ $? -eq 1 ]; then note=refused; else note='TAKEN FOR A VIDEO'; taken=$((taken + 1)); fi
    printf '%-22s %9s %9s %7s  %s\n' "${file##*/}" - - - "$note: $(tail -1 "$folder/said" | sed 's/.*is not a video/is not a video/; s/ (nothing.*//')"
done
[ ${#skipped[@]} -eq 0 ] || echo "could not be made here: ${skipped[*]}"
echo "$videos videos: $below below their length, $refused taken for none, $above more than a second above"
echo "$others others: $taken taken for videos"
[ $((below + refused + taken)) -eq 0 ]
