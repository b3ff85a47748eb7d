using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>Blocks of options against what their owner takes: unknown, double, missing and ill-typed ones are reported.</summary>
internal static class OptionListBinder
{
    public static ImmutableArray<BoundOption> Bind(
        ImmutableArray<PropertySyntax> properties, OptionOwner owner, TextSpan ownerSpan, BindingContext context,
        ImmutableArray<BoundOption> arguments = default)
    {
        ImmutableArray<BoundOption>.Builder bound = ImmutableArray.CreateBuilder<BoundOption>();
        HashSet<string> seen = []; // one that is there twice is a mistake of syntax
        foreach (PropertySyntax property in properties)
        {
            string name = property.Name.Text;
            OptionDescriptor? descriptor = owner.Options.FirstOrDefault(option => option.Name == name && !option.IsOpen)
                ?? owner.Options.FirstOrDefault(option => option.IsOpen);
            if (descriptor is null)
            {
                context.Report(NameDiagnostics.UnknownOption(
                    property.Name.Span, name, owner.Description, [.. owner.Options.Select(option => option.Name)]));
            }
            else if (seen.Add(name) && OptionBinder.Bind(property, descriptor, owner, context) is { } value)
            {
                bound.Add(new BoundOption(name, value, property.Value.Span));
            }
        }

        foreach (OptionDescriptor missing in owner.Options.Where(option => option.IsRequired && !seen.Contains(option.Name)))
        {
            context.Report(NameDiagnostics.OptionMissing(ownerSpan, owner.Description, missing.Name, missing.Summary));
        }

        return arguments.IsDefaultOrEmpty ? bound.ToImmutable() : [.. arguments, .. bound];
    }
}
