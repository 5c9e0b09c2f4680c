package dev.teambroker.cli.completion;

import java.util.stream.Collectors;

/** The scripts. Each walks along the words, stops at {@code --}, and knows the path it is at. */
enum Shell {
  BASH(
      """
      # broker-cli's completion for bash
      _broker_cli_profiles() {
        sed -n 's/^\\[profiles\\."\\{0,1\\}\\([^]"]*\\).*/\\1/p' \\
          "${BROKER_CLI_CONFIG:-${XDG_CONFIG_HOME:-$HOME/.config}/broker-cli/config.toml}" 2>/dev/null
      }
      _broker_cli() {
        local current=${COMP_WORDS[COMP_CWORD]} level='' words='' i
        for ((i = 1; i < COMP_CWORD; i++)); do
          if [ "${COMP_WORDS[i]}" = -- ]; then
            if declare -F _command_offset >/dev/null; then
              _command_offset $((i + 1))
            elif ((COMP_CWORD == i + 1)); then
              COMPREPLY=($(compgen -c -- "$current"))
            else
              COMPREPLY=($(compgen -f -- "$current"))
            fi
            return
          fi
          case "$level ${COMP_WORDS[i]}" in
            @PATHS@) level="$level ${COMP_WORDS[i]}" ;;
          esac
        done
        case $level in
      @LEVELS@
        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -F _broker_cli broker-cli
      """,
      "|",
      "    '%s') words='%s' ;;",
      "    '%s') words=\"%s $(_broker_cli_profiles)\" ;;"),
  ZSH(
      """
      #compdef broker-cli
      # broker-cli's completion for zsh
      _broker_cli_profiles() {
        sed -n 's/^\\[profiles\\."\\{0,1\\}\\([^]"]*\\).*/\\1/p' \\
          "${BROKER_CLI_CONFIG:-${XDG_CONFIG_HOME:-$HOME/.config}/broker-cli/config.toml}" 2>/dev/null
      }
      _broker_cli() {
        local level='' i
        local -a found
        for ((i = 2; i < CURRENT; i++)); do
          if [[ $words[i] == -- ]]; then
            shift $i words
            ((CURRENT -= i))
            _normal
            return
          fi
          case "$level $words[i]" in
            (@PATHS@) level="$level $words[i]" ;;
          esac
        done
        case $level in
      @LEVELS@
        esac
        compadd -- $found
      }
      compdef _broker_cli broker-cli
      """,
      "|",
      "    ('%s') found=(%s) ;;",
      "    ('%s') found=(%s ${(f)\"$(_broker_cli_profiles)\"}) ;;"),
  FISH(
      """
      # broker-cli's completion for fish
      function __broker_cli_profiles
          set -l file $BROKER_CLI_CONFIG
          test -n "$file"; or set file (test -n "$XDG_CONFIG_HOME"; and echo $XDG_CONFIG_HOME; or echo $HOME/.config)/broker-cli/config.toml
          sed -n 's/^\\[profiles\\."\\{0,1\\}\\([^]"]*\\).*/\\1/p' $file 2>/dev/null
      end
      function __broker_cli
          set -l words (commandline -opc)
          set -l level ''
          for i in (seq 2 (count $words))
              if test "$words[$i]" = --
                  set -l rest $words[(math $i + 1)..-1] (commandline -ct)
                  complete -C "$(string join ' ' -- $rest)"
                  return
              end
              switch "$level $words[$i]"
                  case @PATHS@
                      set level "$level $words[$i]"
              end
          end
          switch $level
      @LEVELS@
          end
      end
      complete -c broker-cli -f -a '(__broker_cli)'
      """,
      " ",
      "        case '%s'\n            printf '%%s\\n' %s",
      "        case '%s'\n            printf '%%s\\n' %s (__broker_cli_profiles)"),
  POWERSHELL(
      """
      # broker-cli's completion for PowerShell
      Register-ArgumentCompleter -Native -CommandName broker-cli -ScriptBlock {
        param($current, $line, $position)
        $words = @($line.CommandElements | ForEach-Object { $_.ToString() })
        $level = ''
        for ($i = 1; $i -lt $words.Count; $i++) {
          if ($words[$i] -eq '--') {
            $rest = $line.ToString() -replace '^.*? -- ', ''
            return (TabExpansion2 $rest $rest.Length).CompletionMatches
          }
          if (@(@PATHS@) -ccontains "$level $($words[$i])") { $level = "$level $($words[$i])" }
        }
        $base = if ($env:XDG_CONFIG_HOME) { $env:XDG_CONFIG_HOME } else { "$HOME/.config" }
        $file = if ($env:BROKER_CLI_CONFIG) { $env:BROKER_CLI_CONFIG } else { "$base/broker-cli/config.toml" }
        $profiles = @(Select-String -ErrorAction SilentlyContinue -Path $file -Pattern '^\\[profiles\\."?([^]"]*)' |
          ForEach-Object { $_.Matches[0].Groups[1].Value })
        $found = switch -CaseSensitive ($level) {
      @LEVELS@
        }
        $found | Where-Object { $_ -like "$current*" }
      }
      """,
      ", ",
      "    '%s' { -split '%s' }",
      "    '%s' { (-split '%s') + $profiles }");

  private final String template;
  private final String separator;
  private final String plain;
  private final String withProfiles;

  Shell(String template, String separator, String plain, String withProfiles) {
    this.template = template;
    this.separator = separator;
    this.plain = plain;
    this.withProfiles = withProfiles;
  }

  String script(Words words) {
    String paths =
        words.paths().stream().map(path -> "'" + path + "'").collect(Collectors.joining(separator));
    String levels =
        words.byPath().entrySet().stream()
            .map(
                level ->
                    String.format(
                        words.takingProfiles().contains(level.getKey()) ? withProfiles : plain,
                        level.getKey(),
                        String.join(" ", level.getValue())))
            .collect(Collectors.joining("\n"));
    return template.replace("@PATHS@", paths).replace("@LEVELS@", levels);
  }
}
