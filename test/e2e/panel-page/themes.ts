/** The variables of VS Code's four kinds of theme that the panel uses. */

interface Theme {
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-size': '13px',
  'font-family': 'system-ui, sans-serif',
  'editor-font-family': 'monospace',
};

export const themes: readonly Theme[] = [
  {
    kind: 'vscode-dark',
    variables: {
      ...fonts,
      'sideBar-background': '#181818',
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      disabledForeground: '#cccccc80',
      'list-hoverBackground': '#2a2d2e',
      'list-inactiveSelectionBackground': '#37373d',
      'list-activeSelectionBackground': '#04395e',
      'list-activeSelectionForeground': '#ffffff',
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      'textLink-foreground': '#4daafc',
      'button-foreground': '#ffffff',
      'button-background': '#0078d4',
      'button-hoverBackground': '#026ec1',
      'button-secondaryForeground': '#cccccc',
      'button-secondaryBackground': '#313131',
      'button-secondaryHoverBackground': '#3c3c3c',
      'dropdown-foreground': '#cccccc',
      'dropdown-background': '#313131',
      'dropdown-border': '#3c3c3c',
      'widget-border': '#313131',
      focusBorder: '#0078d4',
      'progressBar-background': '#0078d4',
      'inputValidation-warningBorder': '#b89500',
      'charts-blue': '#3794ff',
      'charts-orange': '#d18616',
    },
  },
  {
    kind: 'vscode-light',
    variables: {
      ...fonts,
      'sideBar-background': '#f8f8f8',
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      disabledForeground: '#61616180',
      'list-hoverBackground': '#f2f2f2',
      'list-inactiveSelectionBackground': '#e4e6f1',
      'list-activeSelectionBackground': '#e8e8e8',
      'list-activeSelectionForeground': '#000000',
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      'textLink-foreground': '#005fb8',
      'button-foreground': '#ffffff',
      'button-background': '#005fb8',
      'button-hoverBackground': '#0258a8',
      'button-secondaryForeground': '#3b3b3b',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryHoverBackground': '#cccccc',
      'dropdown-foreground': '#3b3b3b',
      'dropdown-background': '#ffffff',
      'dropdown-border': '#cecece',
      'widget-border': '#e5e5e5',
      focusBorder: '#005fb8',
      'progressBar-background': '#005fb8',
      'inputValidation-warningBorder': '#b89500',
      'charts-blue': '#1a85ff',
      'charts-orange': '#d18616',
    },
  },
  { kind: 'vscode-high-contrast', variables: highContrast('#000000', '#ffffff', '#6fc3df') },
  { kind: 'vscode-high-contrast-light', variables: highContrast('#ffffff', '#292929', '#0f4a85') },
];

function highContrast(background: string, foreground: string, border: string): Theme['variables'] {
  return {
    ...fonts,
    'sideBar-background': background,
    'editor-background': background,
    'editor-foreground': foreground,
    foreground,
    descriptionForeground: foreground,
    'textLink-foreground': border,
    'button-foreground': foreground,
    'button-background': background,
    'button-secondaryForeground': foreground,
    'button-secondaryBackground': background,
    'dropdown-foreground': foreground,
    'dropdown-background': background,
    contrastBorder: border,
    focusBorder: border,
    'progressBar-background': border,
    'charts-blue': border,
    'charts-orange': foreground,
  };
}
