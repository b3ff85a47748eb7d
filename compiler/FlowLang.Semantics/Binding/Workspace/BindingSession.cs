using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>What the binders of one workspace share: its names, its diagnostics and the symbols made so far. One use, one thread.</summary>
internal sealed class BindingSession(ModuleTable modules, SchemaCatalog catalog, DiagnosticBag bag)
{
    private readonly Dictionary<Module, BindingContext> _contexts = [];

    public ModuleTable Modules { get; } = modules;

    public SchemaCatalog Catalog { get; } = catalog;

    public DiagnosticBag Bag { get; } = bag;

    /// <summary>`expect on` blocks by the transform they are for, in the order of files and lines.</summary>
    public Dictionary<Declared, List<ExpectBlock>> Expectations { get; } = [];

    /// <summary>Where each relation's rows can be rejected; relations that reject nothing are not in it.</summary>
    public Dictionary<Symbol, RejectPlace> Rejects { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bound transforms by their declaration; parameterised ones are bound where they are called.</summary>
    public Dictionary<Declared, BoundTransform> Transforms { get; } = [];

    /// <summary>Nesting of the declarations being bound, so that endless ones end.</summary>
    public int Depth { get; set; }

    public BindingContext ContextOf(Module module)
    {
        if (!_contexts.TryGetValue(module, out BindingContext? context))
        {
            context = new BindingContext(this, module);
            _contexts.Add(module, context);
        }

        return context;
    }
}
