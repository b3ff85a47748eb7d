using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`pages: cursor("after", from: "$.next")`, or the word alone where a call has no arguments: `pages: link`.</summary>
internal static class CallOptionBinder
{
    /// <summary>Null after a mistake.</summary>
    public static CallOption? Bind(ExpressionSyntax syntax, OptionDescriptor option, OptionOwner owner, BindingContext context)
    {
        CallExpressionSyntax? call = syntax switch
        {
            CallExpressionSyntax { Receiver: null } written => written,
            NameExpressionSyntax { Name: var word } => new CallExpressionSyntax(null, word, [], [], syntax.Span),
            _ => null,
        };
        if (call is null)
        {
            string forms = string.Join(", ", option.Calls.Select(c => $"`{c.Usage}`"));
            context.Report(TypeDiagnostics.OptionType(syntax.Span, option.Name, $"one of {forms}"));
            return null;
        }

        string name = call.Function.Text;
        if (option.Calls.FirstOrDefault(c => c.Name == name) is not { } descriptor)
        {
            context.Report(NameDiagnostics.NotOneOf(call.Function.Span, $"`{option.Name}`", name, [.. option.Calls.Select(c => c.Name)]));
            return null;
        }

        OptionOwner own = new($"`{name}`", descriptor.Arguments, owner.TakesSecrets);
        ImmutableArray<BoundOption> arguments = ArgumentListBinder.Bind(call, own, context);
        bool isWhole = descriptor.Arguments.All(a => !a.IsRequired || arguments.Any(given => given.Name == a.Name));
        return isWhole ? new CallOption(name, arguments) : null;
    }
}
