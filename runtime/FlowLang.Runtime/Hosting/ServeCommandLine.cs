using System.CommandLine;
using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>The part of the command line that serves a program and asks about one that is served.</summary>
internal sealed class ServeCommandLine
{
    private const int MostRuns = 1024;

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Address and port of pages and API (127.0.0.1:8080), or none",
    };

    private readonly Option<string?> _certificate = new("--certificate") { Description = "PEM file of a certificate: HTTPS" };
    private readonly Option<string?> _key = new("--key") { Description = "PEM file of its key, where it is another" };
    private readonly Option<string?> _tokens = new("--tokens") { Description = "File of tokens, hashed: ROLE SHA256 NAME a line" };
    private readonly Option<string> _auth = new("--auth")
    {
        Description = "tokens, or none to ask nobody who they are",
        DefaultValueFactory = _ => "tokens",
    };

    private readonly Option<int?> _parallel = new("--parallel") { Description = "Runs at one time (default: two a core)" };
    private readonly Option<string> _drain = new("--drain")
    {
        Description = "How long runs may go on when it is told to end: 30s, 5m",
        DefaultValueFactory = _ => "30s",
    };

    private readonly Option<string?> _hosted = new("--hosted") { Description = "The path of the pages, for `flowc serve`", Hidden = true };
    private readonly Argument<string> _run = new("run") { Description = "The id of a run" };
    private readonly Argument<string> _pipeline = new("pipeline") { Description = "The pipeline" };
    private readonly Argument<string?> _which = new("pipeline") { Description = "A pipeline", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with lines as they come" };

    /// <summary><paramref name="settings"/>: of every command that opens sources; <paramref name="places"/>: of those that don't.</summary>
    public ServeCommandLine(IEnumerable<Option> settings, IReadOnlyCollection<Option> places)
    {
        Serve = With(new Command("serve", "Run pipelines by their schedules, and streams")
        {
            _listen, _certificate, _key, _tokens, _auth, _parallel, _drain, _hosted,
        }, settings);
        _auth.AcceptOnlyFromAmong("tokens", "none");
        Status = With(new Command("status", "How the pipelines of a program that is served stand") { _which }, places);
        Logs = With(new Command("logs", "The log of a run that was served") { _run, _follow }, places);
        Cancel = With(new Command("cancel", "End a run that is queued or goes") { _run }, places);
        Pause = With(new Command("pause", "Start a pipeline no more by its schedule") { _pipeline }, places);
        Resume = With(new Command("resume", "Take a pause back") { _pipeline }, places);
        _parallel.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out int n) || n is < 1 or > MostRuns))
            {
                result.AddError($"`--parallel` wants a number from 1 to {MostRuns}, not `{token.Value}`");
            }
        });
        _drain.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Duration(token.Value) is null)
            {
                result.AddError($"`--drain` wants a duration such as 30s, 5m or 1h, not `{token.Value}`");
            }
        });
    }

    public Command Serve { get; }

    public Command Status { get; }

    public Command Logs { get; }

    public Command Cancel { get; }

    public Command Pause { get; }

    public Command Resume { get; }

    public IEnumerable<Command> All => [Serve, Status, Logs, Cancel, Pause, Resume];

    public ServeOptions Options(ParseResult line, string? environment)
    {
        ServeOptions options = new()
        {
            Listen = line.GetValue(_listen),
            Certificate = line.GetValue(_certificate),
            Key = line.GetValue(_key),
            Tokens = line.GetValue(_tokens),
            IsOpen = line.GetValue(_auth) == "none",
            Environment = environment,
            Hosted = line.GetValue(_hosted),
        };
        return options with
        {
            Parallel = line.GetValue(_parallel) ?? options.Parallel,
            Drain = Duration(line.GetValue(_drain) ?? "") ?? options.Drain,
        };
    }

    /// <summary>What an operator asks; null where the command is none of theirs.</summary>
    public OperatorRequest? Request(ParseResult line)
    {
        Command command = line.CommandResult.Command;
        return command == Status ? new(OperatorCommand.Status, line.GetValue(_which))
            : command == Logs ? new(OperatorCommand.Logs, line.GetValue(_run)) { Follow = line.GetValue(_follow) }
            : command == Cancel ? new(OperatorCommand.Cancel, line.GetValue(_run))
            : command == Pause ? new(OperatorCommand.Pause, line.GetValue(_pipeline))
            : command == Resume ? new(OperatorCommand.Resume, line.GetValue(_pipeline))
            : null;
    }

    private static Command With(Command command, IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static TimeSpan? Duration(string text)
    {
        double seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        bool isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture,
            out int number);
        return isNumber && seconds > 0 && number <= 24 * 3600 ? TimeSpan.FromSeconds(number * seconds) : null;
    }
}
