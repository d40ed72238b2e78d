# Completion for reggap: commands and options are asked of the program itself.
_reggap() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    case $before in
        -f|--format) mapfile -t COMPREPLY < <(compgen -W "text markdown html json csv ics docx xlsx sarif tap junit" -- "$word"); return ;;
        -l|--lang) mapfile -t COMPREPLY < <(compgen -W "en ja" -- "$word"); return ;;
        -t|--to|--from|-m|--market)
            mapfile -t COMPREPLY < <(compgen -W "all $(reggap markets --format json 2>/dev/null | grep -o '"market":"[a-z]*"' | cut -d'"' -f4)" -- "$word")
            return ;;
    esac
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(reggap help 2>/dev/null | awk '/^commands:/{on=1;next} /^options:/{on=0} on{print $1}')" -- "$word")
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(reggap help 2>/dev/null | grep -o -- '--[a-z-]*' | sort -u)" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _reggap reggap
