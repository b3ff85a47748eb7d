using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>Arguments of a place or of an option's call, by place or by name, as options.</summary>
internal static class ArgumentListBinder
{
    /// <param name="call">Whose arguments they are.</param>
    /// <param name="owner">Its arguments, in the order of their places.</param>
    /// <param name="context">Where mistakes are told.</param>
    public static ImmutableArray<BoundOption> Bind(CallExpressionSyntax call, OptionOwner owner, BindingContext context)
    {
        List<PropertySyntax> properties = [];
        int position = 0;
        foreach (ArgumentSyntax argument in call.Arguments)
        {
            if (argument.Name is null && position >= owner.Options.Length)
            {
                context.Report(NameDiagnostics.TooManyArguments(
                    argument.Span, owner.Description.Trim('`'), [.. owner.Options.Select(option => option.Name)]));
                break;
            }

            NameSyntax name = argument.Name ?? new NameSyntax(owner.Options[position++].Name, argument.Value.Span);
            properties.Add(new PropertySyntax(name, argument.Value, [], argument.Span));
        }

        return OptionListBinder.Bind([.. properties], owner, call.Function.Span, context);
    }
}
