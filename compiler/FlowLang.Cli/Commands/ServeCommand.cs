using System.CommandLine;
using System.Globalization;
using FlowLang.Cli.Terminal;
using FlowLang.Driver;
using FlowLang.Driver.Hosting;

namespace FlowLang.Cli.Commands;

/// <summary>`flowc serve`: the programs of a folder behind one address, each replaced by its next build.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "Where each program's folder is, as `flowc build -o` made it." };
        Option<string> listen = new("--listen") { Description = "Address and port.", DefaultValueFactory = _ => "127.0.0.1:8080" };
        Option<string?> tokens = new("--tokens") { Description = "File of tokens, hashed: ROLE SHA256 NAME a line." };
        Option<string> auth = new("--auth")
        {
            Description = "tokens, or none to ask nobody who they are.",
            DefaultValueFactory = _ => "tokens",
        };
        auth.AcceptOnlyFromAmong("tokens", "none");
        Option<string> ready = new("--ready-within")
        {
            Description = "How long a new version may take until it can work; the old one goes on else.",
            DefaultValueFactory = _ => "60s",
        };
        Option<string> drain = new("--drain")
        {
            Description = "How long runs may go on when all is told to end.",
            DefaultValueFactory = _ => "30s",
        };
        Command command = new("serve", "Serves the programs of a folder behind one address; a new build takes the place of the one before.")
        {
            folder, listen, tokens, auth, ready, drain,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            HostingRequest request = new(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(listen))
            {
                Tokens = parsed.GetValue(tokens),
                IsOpen = parsed.GetValue(auth) == "none",
                ReadyWithin = Duration(ready.Name, parsed.GetRequiredValue(ready)),
                Drain = Duration(drain.Name, parsed.GetRequiredValue(drain)),
            };
            await HostedBuilds.RunAsync(request, Say, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Say(string line, bool isProblem) => (isProblem ? Stdio.Errors : Stdio.Out).Line(line);

    private static TimeSpan Duration(string option, string text)
    {
        int unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is > 0 and <= 24 * 3600
            ? TimeSpan.FromSeconds((double)number * unit)
            : throw new DriverException($"`{option}` wants a duration such as 30s, 5m or 1h, not `{text}`");
    }
}
