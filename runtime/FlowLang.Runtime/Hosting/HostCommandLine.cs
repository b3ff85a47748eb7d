using System.Collections.Immutable;
using System.CommandLine;

namespace FlowLang.Runtime;

/// <summary>The grammar of the command line, and which command each line means.</summary>
internal sealed class HostCommandLine
{
    private static readonly string[] s_later = ["serve", "backfill", "status", "logs", "cancel", "pause", "resume"];

    private readonly Argument<string[]> _pipelines = new("pipeline")
    {
        Description = "Pipelines; all of them when none is named",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Argument<string?> _which = new("pipeline")
    {
        Description = "A pipeline or the id of a run",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _log = new("--log")
    {
        Description = "text or json",
        DefaultValueFactory = _ => "text",
        Recursive = true,
    };

    private readonly Option<string[]> _param = new("--param") { Description = "A parameter: name=value", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _interval = Text("--interval", "The interval to run: 2024-01-01, 2024-01-01T05, 2024-W01 or 2024-01");
    private readonly Option<string?> _environment =
        new("--env", "--environment") { Description = "Take parameter values from this environment of the program" };

    private readonly Option<string?> _data = Text("--data", "Where relative roots of files start (FLOW_DATA, else the current folder)");
    private readonly Option<string?> _ledger = Text("--ledger", "The SQLite file of run history (default: beside the executable)");
    private readonly Option<string?> _memory = Text("--memory", "Memory of the engine (FLOW_MEMORY, else 512MB); the rest goes to disk");
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of the embedded engine (default: one a core)" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Open and check everything, write nothing" };
    private readonly Option<bool> _reload = new("--reload") { Description = "Load also files that did not change since they were loaded" };
    private readonly Option<bool> _json = new("--json") { Description = "The whole manifest" };
    private readonly Option<bool> _sql = new("--sql") { Description = "The SQL of each step" };
    private readonly Option<bool> _lineage = new("--lineage") { Description = "Where each column comes from" };
    private readonly Option<bool> _version = new("--version") { Description = "The program's sources and compiler" };

    public HostCommandLine(string program)
    {
        _log.AcceptOnlyFromAmong("text", "json");
        _pipelines.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-')))
            {
                result.AddError($"there is no option `{token.Value}`");
            }
        });
        Run = new Command("run", "Run pipelines once")
        {
            _pipelines, _interval, _param, _environment, _dryRun, _reload, _data, _ledger, _memory, _threads,
        };
        Doctor = new Command("doctor", "Reach everything a run needs and say what is missing")
        {
            _pipelines, _interval, _param, _environment, _data, _ledger, _memory, _threads,
        };
        Describe = new Command("describe", "Say what the program is") { _json, _sql, _lineage };
        Runs = new Command("runs", "The latest runs") { _which, _data, _ledger };
        Root = new RootCommand($"{program}: data pipelines") { Run, Doctor, Describe, Runs, _log };
        foreach (VersionOption option in Root.Options.OfType<VersionOption>().ToList())
        {
            Root.Options.Remove(option);
        }

        Root.Options.Add(_version);
        foreach (string later in s_later)
        {
            Root.Subcommands.Add(new Command(later, "Not available yet") { Hidden = true, TreatUnmatchedTokensAsErrors = false });
        }
    }

    public RootCommand Root { get; }

    public Command Run { get; }

    public Command Doctor { get; }

    public Command Describe { get; }

    public Command Runs { get; }

    public static bool IsLater(Command command) => s_later.Contains(command.Name, StringComparer.Ordinal);

    public string Log(ParseResult line) => line.GetValue(_log) ?? "text";

    public bool AsksVersion(ParseResult line) => line.GetValue(_version);

    public string? Which(ParseResult line) => line.GetValue(_which);

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    /// <summary>The part of the manifest that <c>describe</c> is asked for; null for the summary, empty for all.</summary>
    public string? Part(ParseResult line) =>
        line.GetValue(_json) ? "" : line.GetValue(_sql) ? "sql" : line.GetValue(_lineage) ? "lineage" : null;

    public HostOptions Options(ParseResult line)
    {
        bool runs = line.CommandResult.Command == Run || line.CommandResult.Command == Doctor;
        return new HostOptions
        {
            Pipelines = runs ? [.. line.GetValue(_pipelines) ?? []] : [],
            Interval = runs ? line.GetValue(_interval) : null,
            Parameters = runs ? [.. line.GetValue(_param) ?? []] : [],
            Environment = runs ? line.GetValue(_environment) : null,
            DryRun = runs && line.GetValue(_dryRun),
            Reload = runs && line.GetValue(_reload),
            DataDirectory = line.GetValue(_data),
            Ledger = line.GetValue(_ledger),
            Memory = runs ? line.GetValue(_memory) : null,
            Threads = runs ? line.GetValue(_threads) : 0,
        };
    }
}
