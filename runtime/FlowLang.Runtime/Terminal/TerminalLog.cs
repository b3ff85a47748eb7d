using System.Collections.Concurrent;
using Spectre.Console;

namespace FlowLang.Runtime;

/// <summary>A terminal: progress bars while a run goes, tables with lines.</summary>
internal sealed class TerminalLog(HostEnvironment environment) : PlainLog(environment)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Out) });
    private readonly ConcurrentDictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Action> _after = new();
    private ProgressContext? _progress;

    public override async Task<T> LiveAsync<T>(Func<Task<T>> work)
    {
        if (_progress is not null)
        {
            return await work();
        }

        try
        {
            return await Bars().StartAsync(context => RunAsync(context, work));
        }
        finally
        {
            while (_after.TryDequeue(out Action? show))
            {
                show();
            }
        }
    }

    private Progress Bars() => _console.Progress()
        .AutoClear(true)
        .Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn());

    private async Task<T> RunAsync<T>(ProgressContext context, Func<Task<T>> work)
    {
        _progress = context;
        try
        {
            return await work();
        }
        finally
        {
            _progress = null;
            _tasks.Clear();
        }
    }

    public override void Progress(string work, long done, long? total, string unit)
    {
        // Of several runs at once, only how many are done is shown.
        if (_progress is not { } progress || IsOneOfSeveral)
        {
            return;
        }

        // Rows of a query have no known total; the bytes of its sources, which the same work reports, have: they draw the bar.
        ProgressTask task = _tasks.GetOrAdd(work, name => progress.AddTask(Markup.Escape(name), autoStart: true, maxValue: 1));
        if (unit == "rows")
        {
            task.Description = Markup.Escape($"{work} {done:N0} rows");
            task.IsIndeterminate = task.MaxValue <= 1;
        }
        else if (total > 0)
        {
            task.MaxValue = total.Value;
            task.Value = done;
            task.IsIndeterminate = false;
        }
    }

    public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
    {
        if (level == LogLevel.Debug)
        {
            return;
        }

        string style = level switch
        {
            LogLevel.Warning => "yellow",
            LogLevel.Error => "red",
            _ => "default",
        };
        Show(() => _console.MarkupLine($"[{style}]{Markup.Escape(message)}[/]"));
    }

    public override void Table(RowTable table) => Show(() =>
    {
        var grid = new Table().Title(Markup.Escape(table.Title)).Border(TableBorder.Rounded);
        foreach (Column column in table.Columns)
        {
            var header = new TableColumn(Markup.Escape(column.Name));
            grid.AddColumn(RowTable.IsNumeric(column) ? header.RightAligned() : header);
        }

        foreach (var row in table.Rows)
        {
            grid.AddRow([.. row.Select(c => c is null ? "[grey]null[/]" : Markup.Escape(TextTable.Cell(c)))]);
        }

        _console.Write(grid);
        _console.MarkupLine($"[grey]{TextTable.Footer(table)}[/]");
    });

    // Live bars own the screen: what is said meanwhile comes when they are gone.
    private void Show(Action show)
    {
        if (_progress is null)
        {
            show();
        }
        else
        {
            _after.Enqueue(show);
        }
    }
}
