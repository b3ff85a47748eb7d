using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`source trips: Trip from lake.csv("trips.csv") { … }`; without a type it takes the one in the lock file.</summary>
internal static class SourceBinder
{
    public static SourceSymbol? Bind(SourceSyntax syntax, BindingContext context)
    {
        BoundEndpoint? bound = EndpointBinder.Bind(syntax.Endpoint, syntax.Properties, isSource: true, context, inBatches: true);
        BoundEndpoint endpoint = bound
            ?? new BoundEndpoint(null, UnknownConnector.Instance, UnknownConnector.Endpoint, [], syntax.Endpoint.Span);
        RowType? declared = syntax.Type is null ? FromLock(syntax, bound, context) : TypeBinder.BindRow(syntax.Type, context);
        if (declared is null)
        {
            return null;
        }

        SourceOrigin origin = SourceOrigin.Of(syntax, endpoint, declared, context);
        RowType row = WithKey(origin.Row, syntax, endpoint, context);
        CheckColumns(declared, endpoint, context);
        HttpChecks.File(endpoint, context);
        TimeFormatBinder.CheckColumns(declared, endpoint, context);
        RestChecks.Source(endpoint, declared, context);
        if (endpoint.Connector is GeneratorConnector)
        {
            endpoint = GeneratedSource.Complete(endpoint, row, context);
        }

        bool rejects = endpoint.Choice("on_bad_record") == "reject";
        SourceSymbol symbol = new(syntax.Name.Text, endpoint, row, origin.Exposed, rejects, syntax.Name.Span) { Hidden = origin.Hidden };
        if (Placeholders.InPath(endpoint, context) is { } place)
        {
            context.Session.PlaceholdersOf[symbol] = place;
        }

        return symbol;
    }

    private static RowType? FromLock(SourceSyntax syntax, BoundEndpoint? endpoint, BindingContext context)
    {
        if (Find(context.Session.Catalog.Sources, syntax, context) is { } row)
        {
            CheckEnvironments(row, syntax, context);
            return row;
        }

        if (endpoint is not null)
        {
            context.Report(endpoint.Connector is GeneratorConnector
                ? TypeDiagnostics.GeneratorNeedsType(syntax.Name.Span, syntax.Name.Text)
                : NameDiagnostics.SourceNotLocked(syntax.Name.Span, syntax.Name.Text));
        }

        return null;
    }

    private static RowType? Find(ImmutableDictionary<string, RowType> locked, SourceSyntax syntax, BindingContext context) =>
        locked.GetValueOrDefault($"{context.Module.Path}:{syntax.Name.Text}") ?? locked.GetValueOrDefault(syntax.Name.Text);

    private static void CheckEnvironments(RowType row, SourceSyntax syntax, BindingContext context)
    {
        foreach ((string environment, ImmutableDictionary<string, RowType> locked) in context.Session.Catalog.Environments)
        {
            ImmutableArray<string> difference =
                Find(locked, syntax, context) is { } there ? SchemaDifference.Breaking(row, there) : [];
            if (!difference.IsEmpty)
            {
                context.Report(EngineDiagnostics.EnvironmentDiffers(syntax.Name.Span, syntax.Name.Text, environment, difference));
            }
        }
    }

    private static RowType WithKey(RowType row, SourceSyntax syntax, BoundEndpoint endpoint, BindingContext context)
    {
        if (endpoint.Find("key") is not TextListOption { Values: var key })
        {
            return row;
        }

        foreach (string name in key)
        {
            if (row.Find(name) is not { } field)
            {
                context.Report(NameDiagnostics.UnknownColumn(
                    endpoint.Options.First(o => o.Name == "key").Span, syntax.Name.Text, name, [.. row.Fields.Select(f => f.Name)]));
            }
            else if (field.Type.Nullable)
            {
                context.Report(TypeDiagnostics.KeyColumnNullable(endpoint.Options.First(o => o.Name == "key").Span, name));
            }
        }

        return new RowType([.. row.Fields.Select(field => field with { IsKey = key.Contains(field.Name) })]);
    }

    private static void CheckColumns(RowType row, BoundEndpoint endpoint, BindingContext context)
    {
        if (endpoint.Descriptor.Name != "csv")
        {
            return;
        }

        foreach (RowField field in row.Fields.Where(field => field.Type.Type is ListType or MapType or RowType or IntervalType))
        {
            context.Report(TypeDiagnostics.ColumnCantBeStored(
                endpoint.Span, field.Name, field.Type.ToString(), "csv", "declare it as `text` or `json` and take it apart in a query"));
        }
    }
}
