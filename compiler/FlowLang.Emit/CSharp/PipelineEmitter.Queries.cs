using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>What an engine is asked: SQL, columns, the sites where rows leave, and expectations.</summary>
internal sealed partial class PipelineEmitter
{
    private void Query(EmittedQuery query, BoundEndpoint? rejects)
    {
        Raw("Sql", query.Sql);
        _code.Line("Columns =");
        using (List())
        {
            foreach (var column in query.Columns)
            {
                _code.Line(Literals.Column(column) + ",");
            }
        }

        if (query.RowsFrom is { } relation)
        {
            _code.Line($"RowsFrom = {Literals.Text(relation)},");
        }

        Filters(query);
        if (query.Sites.IsEmpty)
        {
            return;
        }

        _code.Line("Sites =");
        using (List())
        {
            foreach (FailureSite site in query.Sites)
            {
                _code.Line($"new({Site(site)}),");
            }
        }

        if (rejects is not null && query.Sites.Any(s => s.Action == FailureAction.Reject))
        {
            _code.Line($"Rejects = {_rejects[rejects]},");
        }
    }

    private void Filters(EmittedQuery query)
    {
        if (query.Counts.IsEmpty)
        {
            return;
        }

        _code.Line("Filters =");
        using (List())
        {
            foreach (EmittedCount count in query.Counts)
            {
                string quotes = Literals.RawQuotes(count.Sql);
                _code.Line($"new(new FailureSite({Site(count.Site)}), {quotes}");
                using (_code.Indent())
                {
                    _code.Line(count.Sql);
                    _code.Line($"{quotes}),");
                }
            }
        }
    }

    /// <summary>The arguments of the runtime's `FailureSite`.</summary>
    internal static string Site(FailureSite site) =>
        $"{site.Id}, FailureAction.{site.Action}, {Literals.Text(site.Step)}, {Literals.Text(site.Reason)}, {Literals.Place(site.Span)}";

    private void Check(EmittedCheck check)
    {
        BoundExpectation expectation = check.Check.Expectation;
        string severity = expectation.Severity == ExpectationSeverity.Warn ? "Warn" : "Fail";
        string quotes = Literals.RawQuotes(check.Sql);
        _code.Line($"new({Literals.Text(expectation.Name)}, Severity.{severity}, {quotes}");
        using (_code.Indent())
        {
            _code.Line(check.Sql);
            _code.Line($"{quotes}, {Literals.Text(expectation.Span.Source.Path)}, {expectation.Span.Line}),");
        }
    }

    private void Raw(string property, string text)
    {
        string quotes = Literals.RawQuotes(text);
        _code.Line($"{property} = {quotes}");
        using (_code.Indent())
        {
            _code.Line(text);
            _code.Line(quotes + ",");
        }
    }

    private IDisposable List()
    {
        _code.Line("[");
        return _code.Indent("],");
    }
}
