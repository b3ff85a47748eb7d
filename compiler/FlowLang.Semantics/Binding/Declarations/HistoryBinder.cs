using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`mode: scd2` and its options: key, time of change, tracked columns and the columns of validity.</summary>
internal static class HistoryBinder
{
    /// <summary>Null for other modes, where the options are a mistake.</summary>
    public static BoundHistory? Bind(WriteSite site, WriteMode mode, ImmutableArray<string> key)
    {
        if (mode != WriteMode.Scd2)
        {
            foreach (BoundOption option in site.Sink.Options.Where(o => HistoryOptions.All.Any(h => h.Name == o.Name)))
            {
                site.Context.Report(ScheduleDiagnostics.HistoryOptionWithoutHistory(option.Span, option.Name));
            }

            return null;
        }

        if (key.IsEmpty)
        {
            site.Context.Report(ScheduleDiagnostics.HistoryNeedsKey(SpanOf(site, "mode"), site.Name));
        }

        string? changedAt = ChangedAt(site, key);
        ImmutableArray<string> tracked = Tracked(site, key, changedAt);
        BoundHistory history = new(
            changedAt, tracked, site.Sink.Choice(HistoryOptions.Deleted) == "close", Name(site, HistoryOptions.ValidFrom),
            Name(site, HistoryOptions.ValidTo), Name(site, HistoryOptions.IsCurrent));
        CheckNames(site, history);
        return history;
    }

    private static string? ChangedAt(WriteSite site, ImmutableArray<string> key)
    {
        if (site.Sink.Find(HistoryOptions.ChangedAt) is not TextListOption { Values: [var name] })
        {
            return null;
        }

        TextSpan at = SpanOf(site, HistoryOptions.ChangedAt);
        if (site.Query.Row.Find(name) is not { } field)
        {
            site.Context.Report(NameDiagnostics.UnknownColumn(at, site.Name, name, [.. site.Query.Row.Fields.Select(f => f.Name)]));
        }
        else if (field.Type.Nullable || field.Type.Type is not (DateType or DateTimeType or InstantType or ErrorType))
        {
            site.Context.Report(ScheduleDiagnostics.HistoryTime(at, name, $"{field.Type}"));
        }
        else if (key.Contains(name))
        {
            site.Context.Report(ScheduleDiagnostics.HistoryColumnTwice(at, name, "is part of the key, which is the same in all versions"));
        }

        return name;
    }

    private static ImmutableArray<string> Tracked(WriteSite site, ImmutableArray<string> key, string? changedAt)
    {
        if (site.Sink.Find(HistoryOptions.Tracked) is not TextListOption { Values: var names })
        {
            return [.. site.Query.Row.Fields.Select(f => f.Name).Where(n => !key.Contains(n) && n != changedAt)];
        }

        TextSpan at = SpanOf(site, HistoryOptions.Tracked);
        foreach (string name in names)
        {
            if (site.Query.Row.Find(name) is null)
            {
                site.Context.Report(NameDiagnostics.UnknownColumn(at, site.Name, name, [.. site.Query.Row.Fields.Select(f => f.Name)]));
            }
            else if (key.Contains(name) || name == changedAt)
            {
                string why = name == changedAt ? "is the time of the change" : "is part of the key, which is the same in all versions";
                site.Context.Report(ScheduleDiagnostics.HistoryColumnTwice(at, name, why));
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    // The time of change is stored as the begin, so it may have that name.
    private static void CheckNames(WriteSite site, BoundHistory history)
    {
        string[] added = [history.ValidFrom, history.ValidTo, history.IsCurrent];
        foreach (string name in added)
        {
            bool isTaken = site.Query.Row.Find(name) is not null && !(name == history.ValidFrom && name == history.ChangedAt);
            if (isTaken || added.Count(a => a == name) > 1)
            {
                site.Context.Report(ScheduleDiagnostics.HistoryNameTaken(SpanOf(site, "mode"), site.Name, name));
                return;
            }
        }
    }

    private static string Name(WriteSite site, string option) =>
        site.Sink.Find(option) is TextListOption { Values: [var name] } ? name : option;

    private static TextSpan SpanOf(WriteSite site, string option) =>
        site.Sink.Options.FirstOrDefault(o => o.Name == option)?.Span ?? site.Syntax.Target.Span;
}
