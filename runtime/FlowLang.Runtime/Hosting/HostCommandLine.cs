using System.Collections.Immutable;
using System.CommandLine;

namespace FlowLang.Runtime;

/// <summary>The grammar of the command line, and which command each line means.</summary>
internal sealed class HostCommandLine
{
    private const int MostParallel = 64;

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

    private readonly Argument<string> _pipeline = new("pipeline") { Description = "The pipeline" };
    private readonly Option<string?> _from = Text("--from", "The first interval, written as for `run --interval`", isRequired: true);
    private readonly Option<string?> _to = Text("--to", "The first interval that is no more part of it", isRequired: true);
    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "Intervals at one time, where they don't depend on each other",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Intervals that these sources have loaded already, too" };
    private readonly Option<bool> _stopOnFailure = new("--stop-on-failure") { Description = "Start no interval behind one that failed" };
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
    private readonly Option<bool> _bounded = new("--bounded") { Description = "Streams end at the end that their topics have now" };
    private readonly Option<bool> _reload = new("--reload") { Description = "Load also files that did not change since they were loaded" };
    private readonly Option<bool> _test = new("--test") { Description = "The only thing there is to send by hand", Required = true };
    private readonly Argument<string[]> _told = new("connection")
    {
        Description = "Connections; all that are told when none is named",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "The whole manifest" };
    private readonly Option<bool> _sql = new("--sql") { Description = "The SQL of each step" };
    private readonly Option<bool> _grants = new("--grants")
    {
        Description = "What sources and sinks need, and the SQL for an administrator where the user may not create",
    };

    private readonly Option<bool> _rules = new("--rules") { Description = "Alerting rules for Prometheus, by slas and streams" };
    private readonly Option<bool> _dashboard = new("--dashboard") { Description = "A dashboard for Grafana" };
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
            _pipelines, _interval, _param, _environment, _dryRun, _reload, _bounded, _data, _ledger, _memory, _threads,
        };
        Doctor = new Command("doctor", "Reach everything a run needs and say what is missing")
        {
            _pipelines, _interval, _param, _environment, _data, _ledger, _memory, _threads,
        };
        Backfill = new Command("backfill", "Run a pipeline for each interval of a range")
        {
            _pipeline, _from, _to, _parallel, _force, _stopOnFailure, _param, _environment, _dryRun, _data, _ledger, _memory, _threads,
        };
        _parallel.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out int n) || n is < 1 or > MostParallel))
            {
                result.AddError($"`--parallel` wants a number from 1 to {MostParallel}, not `{token.Value}`");
            }
        });
        Describe = new Command("describe", "Say what the program is") { _json, _sql, _lineage, _grants, _rules, _dashboard };
        Runs = new Command("runs", "The latest runs") { _which, _data, _ledger };
        Notify = new Command("notify", "Send something to who is told of failures, to see whether it arrives")
        {
            _test, _told, _param, _environment, _data, _ledger,
        };
        Root = new RootCommand($"{program}: data pipelines") { Run, Backfill, Doctor, Describe, Runs, Notify, _log };
        foreach (VersionOption option in Root.Options.OfType<VersionOption>().ToList())
        {
            Root.Options.Remove(option);
        }

        Root.Options.Add(_version);
        Serving = new(_pipelines, [_param, _environment, _data, _ledger, _memory, _threads], [_data, _ledger]);
        foreach (Command command in Serving.All)
        {
            Root.Subcommands.Add(command);
        }
    }

    public RootCommand Root { get; }

    public Command Run { get; }

    public Command Backfill { get; }

    public Command Doctor { get; }

    public Command Describe { get; }

    public Command Runs { get; }

    public Command Notify { get; }

    public ServeCommandLine Serving { get; }

    public string Log(ParseResult line) => line.GetValue(_log) ?? "text";

    public bool AsksVersion(ParseResult line) => line.GetValue(_version);

    /// <summary>The connections that <c>notify</c> is to tell.</summary>
    public ImmutableArray<string> Told(ParseResult line) => [.. line.GetValue(_told) ?? []];

    public string? Which(ParseResult line) => line.GetValue(_which);

    private static Option<string?> Text(string name, string description, bool isRequired = false) =>
        new(name) { Description = description, Required = isRequired };

    /// <summary>The part of the manifest that <c>describe</c> is asked for; null for the summary, empty for all.</summary>
    public string? Part(ParseResult line) =>
        line.GetValue(_json) ? "" : line.GetValue(_sql) ? "sql" : line.GetValue(_lineage) ? "lineage"
        : line.GetValue(_grants) ? DescribeCommand.GrantsPart
        : line.GetValue(_rules) ? DescribeCommand.RulesPart
        : line.GetValue(_dashboard) ? DescribeCommand.DashboardPart
        : null;

    public HostOptions Options(ParseResult line)
    {
        Command command = line.CommandResult.Command;
        bool runsMany = command == Run || command == Doctor;
        bool fills = command == Backfill;
        HostOptions options = new() { DataDirectory = line.GetValue(_data), Ledger = line.GetValue(_ledger) };
        bool serves = command == Serving.Serve;
        bool needsSettings = serves || command == Notify;
        if (!runsMany && !fills && !needsSettings)
        {
            return options;
        }

        options = options with
        {
            Pipelines = fills ? [line.GetValue(_pipeline) ?? ""] : runsMany || serves ? [.. line.GetValue(_pipelines) ?? []] : [],
            Parameters = [.. line.GetValue(_param) ?? []],
            Environment = line.GetValue(_environment),
            DryRun = line.GetValue(_dryRun),
            Memory = line.GetValue(_memory),
            Threads = line.GetValue(_threads),
        };
        return needsSettings ? options : fills
            ? options with
            {
                From = line.GetValue(_from),
                To = line.GetValue(_to),
                Parallel = line.GetValue(_parallel),
                Force = line.GetValue(_force),
                StopOnFailure = line.GetValue(_stopOnFailure),
            }
            : options with { Interval = line.GetValue(_interval), Reload = line.GetValue(_reload), Bounded = line.GetValue(_bounded) };
    }
}
