using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`columns: { id: sequence(1), … }`: a generator for each name; whether they are the source's columns is the source's matter.</summary>
internal static class GeneratedColumnsBinder
{
    public static OptionValue? Bind(ExpressionSyntax syntax, string option, BindingContext context)
    {
        if (syntax is not StructExpressionSyntax block)
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, option, "a block: `{ id: sequence(1), … }`"));
            return null;
        }

        ImmutableArray<GeneratedColumn>.Builder columns = ImmutableArray.CreateBuilder<GeneratedColumn>();
        Dictionary<string, PropertySyntax> seen = [];
        foreach (PropertySyntax column in block.Fields)
        {
            if (!seen.TryAdd(column.Name.Text, column))
            {
                context.Report(NameDiagnostics.OptionTwice(column.Name.Span, column.Name.Text, seen[column.Name.Text].Name.Span));
            }
            else if (GeneratorBinder.Bind(column.Value, context) is { } generator)
            {
                columns.Add(new GeneratedColumn(column.Name.Text, generator, column.Span));
            }
            else
            {
                return null;
            }
        }

        return new GeneratedColumnsOption(columns.ToImmutable());
    }
}
