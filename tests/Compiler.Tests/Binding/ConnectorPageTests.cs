using FlowLang.Compiler.Tests.Syntax;
using FlowLang.Semantics.Connectors;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>docs/connectors.md says what the connectors' declarations say.</summary>
public sealed class ConnectorPageTests
{
    private static readonly string s_page = RepositoryFiles.Read("docs/connectors.md");

    [Fact]
    public void Every_option_is_described()
    {
        foreach (ConnectorDescriptor connector in ConnectorCatalogue.All)
        {
            Assert.Contains($"## {connector.Name}\n\n{connector.Summary}", s_page, StringComparison.Ordinal);
            IEnumerable<OptionDescriptor> options = connector.Endpoints
                .SelectMany(place => place.Arguments.Concat(place.SourceOptions).Concat(place.SinkOptions)).Concat(connector.Options);
            Assert.All(options, option => Assert.Contains($"| `{option.Name}` | ", s_page, StringComparison.Ordinal));
            Assert.All(options, option => Assert.Contains(option.Summary, s_page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_generator_is_described() =>
        Assert.All(GeneratorDescriptor.All, g => Assert.Contains($"| `{g.Usage}` | {g.Summary} |", s_page, StringComparison.Ordinal));

    [Fact]
    public void Every_call_of_an_option_is_described()
    {
        OptionDescriptor[] options =
            [.. ConnectorCatalogue.All.SelectMany(c => c.Options.Concat(c.Endpoints.SelectMany(e => e.SourceOptions)))];
        CallDescriptor[] calls = [.. options.SelectMany(option => option.Calls)];
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Contains($"| `{call.Usage}` | {call.Summary} |", s_page, StringComparison.Ordinal));
        Assert.All(
            calls.SelectMany(c => c.Arguments).Where(a => !a.IsRequired), a => Assert.Contains(a.Name, s_page, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_examples_bind_without_a_mistake() =>
        Assert.All(
            RepositoryFiles.FlowBlocks("docs/connectors.md"),
            block => Assert.Empty(TestWorkspace.BindFiles(("a.flow", block)).Diagnostics));
}
